package io.parley.model.wire;

/** What text from outside may hold. */
public final class Texts {

    private Texts() {}

    /** False where PostgreSQL or UTF-8 could not keep it: U+0000 or half a surrogate pair. */
    public static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || isSurrogate(c));
    }

    private static boolean isSurrogate(int codePoint) {
        return Character.MIN_SURROGATE <= codePoint && codePoint <= Character.MAX_SURROGATE;
    }
}
