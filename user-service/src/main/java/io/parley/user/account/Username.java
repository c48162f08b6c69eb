package io.parley.user.account;

import io.parley.model.text.WrittenText;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A login name: one spelling, so that nobody can look like somebody else by upper case. */
public record Username(String value) {

    /** The rule, as people are told. */
    public static final String RULE = "must have 3 to 32 of the characters a-z 0-9 . _ -";

    // Matched before lower-casing: letters such as the Kelvin sign have ASCII lower cases
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{3,32}");

    /** The name, if it follows the rule. */
    public static Optional<Username> parse(String text) {
        var name = WrittenText.strip(text);
        return FORM.matcher(name).matches()
                ? Optional.of(new Username(name.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }
}
