package io.parley.model.text;

import com.ibm.icu.text.Normalizer2;

/**
 * How names are written for a search, on both sides of the comparison: without case, accents and
 * invisible characters, in one form. What it makes of a text does not depend on a language.
 */
public final class SearchText {

    private static final Normalizer2 CASE_FOLDED = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 DECOMPOSED = Normalizer2.getNFDInstance();

    private static final int FIRST_ACCENT = 0x300;
    private static final int LAST_ACCENT = 0x36F;
    private static final int MOST_MARKS = 30;
    private static final int DOTLESS_I = 0x131;

    private SearchText() {}

    /** The folded text, in Unicode's form NFD without its accents. */
    public static String fold(String text) {
        var folded = new StringBuilder(text.length());
        DECOMPOSED
                .normalize(CASE_FOLDED.normalize(withoutPiles(text)))
                .codePoints()
                .filter(c -> !isAccent(c))
                // Who types on a Turkish keyboard, or reads off one, has this for an i
                .map(c -> c == DOTLESS_I ? 'i' : c)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** Normalisation sorts the marks of a character, in the square of their number. */
    private static String withoutPiles(String text) {
        var kept = new StringBuilder(text.length());
        int marks = 0;
        for (int c : text.codePoints().toArray()) {
            marks = Characters.isMark(c) ? marks + 1 : 0;
            if (marks <= MOST_MARKS) {
                kept.appendCodePoint(c);
            }
        }
        return kept.toString();
    }

    /** Of Latin, Greek and Cyrillic; the vowels of other scripts are marks, too, and stay. */
    private static boolean isAccent(int c) {
        return c >= FIRST_ACCENT && c <= LAST_ACCENT;
    }
}
