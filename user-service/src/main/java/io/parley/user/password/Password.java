package io.parley.user.password;

import io.parley.model.wire.Texts;
import java.text.Normalizer;
import java.util.Optional;

/** A password in clear, for the moment between request and hash. */
public record Password(String value) {

    public static final String RULE = "must have 8 to 128 characters";

    private static final int SHORTEST = 8;
    private static final int LONGEST = 128;

    /**
     * A password somebody chooses, as far as its length goes; more is in {@link PasswordPolicy}.
     */
    public static Optional<Password> choose(String text) {
        var password = attempt(text);
        int length = password.value.codePointCount(0, password.value.length());
        return length >= SHORTEST && length <= LONGEST && Texts.isStorable(text)
                ? Optional.of(password)
                : Optional.empty();
    }

    /** A password somebody claims to have; keyboards differ in how they compose an accent. */
    public static Password attempt(String text) {
        return new Password(Normalizer.normalize(text, Normalizer.Form.NFKC));
    }

    @Override
    public String toString() {
        return "Password[]";
    }
}
