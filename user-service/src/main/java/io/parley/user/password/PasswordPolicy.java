package io.parley.user.password;

import java.util.Locale;

/**
 * What a chosen password must be: long enough first; then not one of those that everybody tries,
 * not the own name with a little around it, not a few characters over and over. No rule asks for
 * kinds of characters.
 */
public final class PasswordPolicy {

    static final String COMMON = "is one of the passwords that are tried first: choose another one";
    static final String NAME = "must not be the username with a little around it";
    static final String REPEATED = "must have 5 different characters at least";

    private static final CommonPasswords COMMON_PASSWORDS = new CommonPasswords();
    private static final int LEAST_BESIDE_NAME = 4;
    private static final int LEAST_DIFFERENT = 5;

    private PasswordPolicy() {}

    /** How the judgement went. */
    public sealed interface Verdict {
        record Fit(Password password) implements Verdict {}

        record Unfit(String rule) implements Verdict {}
    }

    /**
     * Judges what somebody chose.
     *
     * @param username whose it is to be, as far as that is known
     */
    public static Verdict judge(String text, String username) {
        return Password.choose(text)
                .map(password -> judge(password, username))
                .orElseGet(() -> new Verdict.Unfit(Password.RULE));
    }

    private static Verdict judge(Password password, String username) {
        if (isMostlyName(password.value(), username)) {
            return new Verdict.Unfit(NAME);
        }
        if (password.value().codePoints().distinct().count() < LEAST_DIFFERENT) {
            return new Verdict.Unfit(REPEATED);
        }
        return COMMON_PASSWORDS.contains(password.value())
                ? new Verdict.Unfit(COMMON)
                : new Verdict.Fit(password);
    }

    private static boolean isMostlyName(String password, String username) {
        var name = username.toLowerCase(Locale.ROOT);
        var plain = password.toLowerCase(Locale.ROOT);
        if (name.isEmpty() || !plain.contains(name)) {
            return false;
        }
        var rest = plain.replace(name, "");
        return rest.length() < LEAST_BESIDE_NAME || rest.chars().noneMatch(Character::isLetter);
    }
}
