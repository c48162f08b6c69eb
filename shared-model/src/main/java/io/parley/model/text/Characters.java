package io.parley.model.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/** What single characters do to the text around them, by their Unicode properties. */
final class Characters {

    /** Symbols by their category, and yet they show nothing. */
    private static final int BRAILLE_BLANK = 0x2800;

    private static final int MUSICAL_NULL_NOTEHEAD = 0x1D159;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int FIRST_TAG = 0xE0020;
    private static final int LAST_TAG = 0xE007F;

    private Characters() {}

    /** White space, controls, and everything else that leaves no mark on the screen. */
    static boolean showsNothing(int c) {
        return UCharacter.isUWhiteSpace(c) || isControl(c) || isInvisible(c);
    }

    static boolean isInvisible(int c) {
        return UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || c == BRAILLE_BLANK
                || c == MUSICAL_NULL_NOTEHEAD
                || (Character.getType(c) == Character.FORMAT
                        && !UCharacter.hasBinaryProperty(
                                c, UProperty.PREPENDED_CONCATENATION_MARK));
    }

    /** Invisible, but part of how emoji, Arabic and Indic scripts are written. */
    static boolean joins(int c) {
        return c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER || belongsToTheOneBefore(c);
    }

    /** A variation selector, or the tail of a flag. */
    static boolean belongsToTheOneBefore(int c) {
        return (c >= FIRST_TAG && c <= LAST_TAG)
                || UCharacter.hasBinaryProperty(c, UProperty.VARIATION_SELECTOR);
    }

    /** Changes the direction of the text after it: embeddings, overrides, isolates. */
    static boolean turnsText(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    static boolean isControl(int c) {
        return Character.getType(c) == Character.CONTROL;
    }

    static boolean breaksLine(int c) {
        return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** An accent and the like: sits on the character before it. */
    static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK ->
                    !belongsToTheOneBefore(c);
            default -> false;
        };
    }
}
