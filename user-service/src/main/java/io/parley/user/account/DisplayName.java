package io.parley.user.account;

import io.parley.model.text.WrittenText;
import java.util.Optional;

/** The name other people read. */
public record DisplayName(String value) {

    static final int LONGEST = 64;

    /** The name, if it follows the rule. */
    public static Optional<DisplayName> parse(String text) {
        return WrittenText.name(text, LONGEST).kept().map(DisplayName::new);
    }

    /** What keeps a text from being one, for the person who wrote it. */
    public static Optional<String> fault(String text) {
        return WrittenText.name(text, LONGEST).fault();
    }
}
