package io.parley.user.account;

import io.parley.model.text.WrittenText;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a person gets mail, such as a link to choose a new password. */
public record Email(String value) {

    /** The rule, as people are told. */
    public static final String RULE = "must be an e-mail address of 254 characters at most";

    private static final int LONGEST = 254;

    /** As browsers check it, and with a host that has a dot in it or is called localhost. */
    private static final Pattern FORM =
            Pattern.compile(
                    "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
                            + "(?:localhost|[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})+)");

    /** The address, if it is one. */
    public static Optional<Email> parse(String text) {
        var address = WrittenText.strip(text);
        return address.length() <= LONGEST && FORM.matcher(address).matches()
                ? Optional.of(new Email(address))
                : Optional.empty();
    }
}
