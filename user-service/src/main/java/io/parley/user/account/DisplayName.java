package io.parley.user.account;

import io.parley.model.wire.Texts;
import java.util.Optional;

/** The name other people read. */
record DisplayName(String value) {

    static final String RULE = "must have 1 to 64 characters, none of them for control";

    private static final int LONGEST = 64;

    static Optional<DisplayName> parse(String text) {
        var name = text.strip();
        var fits = !name.isEmpty() && name.codePointCount(0, name.length()) <= LONGEST;
        return fits && Texts.isStorable(name) && name.codePoints().noneMatch(DisplayName::steers)
                ? Optional.of(new DisplayName(name))
                : Optional.empty();
    }

    /** Line breaks and direction overrides would let a name rewrite the text around it. */
    private static boolean steers(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT ->
                    (character >= 0x202A && character <= 0x202E)
                            || (character >= 0x2066 && character <= 0x2069);
            default -> false;
        };
    }
}
