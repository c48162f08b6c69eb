package io.parley.model.text;

import com.ibm.icu.lang.UCharacter;
import io.parley.model.wire.Texts;
import java.text.Normalizer;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The rules for all text that people write and others see, of which there are three kinds: names of
 * one line, notes, and what is kept exactly as it was written. Each rule takes linear time.
 */
public final class WrittenText {

    /** More than any script puts on one character of a name. */
    private static final int MOST_MARKS_IN_NAMES = 8;

    /** The most that Unicode's Stream-Safe Text Format has (UAX #15). */
    private static final int MOST_MARKS = 30;

    /** Normalisation makes a name shorter by less than this. */
    private static final int MOST_COMPOSED = 4;

    private static final String BLANK = "must hold something that can be seen";
    private static final String HALF = "must not hold U+0000 or half a character";
    private static final String CONTROL = "must not hold line breaks or control characters";
    private static final String DIRECTION =
            "must not hold characters that change the direction of text";
    private static final String INVISIBLE = "must not hold invisible characters";
    private static final String MARKS = "must not have more than %d marks on one character";
    private static final String LONG = "must have at most %d characters";

    private WrittenText() {}

    /** Whether a text is as it must be. */
    public sealed interface Result {
        /**
         * @param text as it is to be kept
         */
        record Fit(String text) implements Result {}

        /**
         * @param rule what the text breaks, for the one who wrote it
         */
        record Unfit(String rule) implements Result {}

        /** The text to keep, where it may be kept. */
        default Optional<String> kept() {
            return this instanceof Fit(String text) ? Optional.of(text) : Optional.empty();
        }

        /** The rule that is broken, if one is. */
        default Optional<String> fault() {
            return this instanceof Unfit(String rule) ? Optional.of(rule) : Optional.empty();
        }
    }

    /**
     * The name of a person or a thing: one line in Unicode's form NFC, without blanks around it,
     * with single spaces in it.
     *
     * @param longest in characters as Unicode counts them
     */
    public static Result name(String written, int longest) {
        if (written.length() > 2L * MOST_COMPOSED * longest) {
            return new Result.Unfit(LONG.formatted(longest));
        }
        var stripped = strip(written);
        return faultOfName(stripped)
                .<Result>map(Result.Unfit::new)
                .orElseGet(
                        () ->
                                bounded(
                                        Normalizer.normalize(spaced(stripped), Normalizer.Form.NFC),
                                        longest));
    }

    /**
     * A sentence or two, such as a reason: without blanks and empty lines around it.
     *
     * @param longest in characters as Unicode counts them
     */
    public static Result note(String written, int longest) {
        var stripped = stripped(written, c -> isBlankAround(c) || Characters.breaksLine(c));
        return fault(stripped)
                .<Result>map(Result.Unfit::new)
                .orElseGet(() -> bounded(stripped, longest));
    }

    /** What is wrong with a text that is kept as it was written, such as a message. */
    public static Optional<String> fault(String text) {
        if (!Texts.isStorable(text)) {
            return Optional.of(HALF);
        }
        if (showsNothing(text)) {
            return Optional.of(BLANK);
        }
        return marksAtMost(text, MOST_MARKS)
                ? Optional.empty()
                : Optional.of(MARKS.formatted(MOST_MARKS));
    }

    /** True of nothing, of blanks, and of characters that cannot be seen. */
    public static boolean showsNothing(String text) {
        return text.codePoints().allMatch(Characters::showsNothing);
    }

    /**
     * Without what cannot be seen around it, and is there by accident: blanks, and invisible
     * characters that came with a copy. Line breaks stay, so that one-line fields refuse them.
     */
    public static String strip(String text) {
        return stripped(text, WrittenText::isBlankAround);
    }

    private static boolean isBlankAround(int c) {
        if (Characters.isControl(c)) {
            return c == '\t';
        }
        return Characters.showsNothing(c)
                && !Characters.breaksLine(c)
                && !Characters.turnsText(c)
                && !Characters.belongsToTheOneBefore(c);
    }

    private static String stripped(String text, IntPredicate dropped) {
        int start = 0;
        while (start < text.length() && dropped.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        int end = text.length();
        while (end > start && dropped.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static Optional<String> faultOfName(String name) {
        if (!Texts.isStorable(name)) {
            return Optional.of(HALF);
        }
        if (showsNothing(name)) {
            return Optional.of(BLANK);
        }
        if (name.codePoints().anyMatch(c -> Characters.isControl(c) || Characters.breaksLine(c))) {
            return Optional.of(CONTROL);
        }
        if (name.codePoints().anyMatch(Characters::turnsText)) {
            return Optional.of(DIRECTION);
        }
        if (name.codePoints().anyMatch(c -> Characters.isInvisible(c) && !Characters.joins(c))) {
            return Optional.of(INVISIBLE);
        }
        return marksAtMost(name, MOST_MARKS_IN_NAMES)
                ? Optional.empty()
                : Optional.of(MARKS.formatted(MOST_MARKS_IN_NAMES));
    }

    private static Result bounded(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? new Result.Fit(text)
                : new Result.Unfit(LONG.formatted(longest));
    }

    /** As RFC 8266 has it for nicknames: any run of spaces is one, and that is U+0020. */
    private static String spaced(String name) {
        var spaced = new StringBuilder(name.length());
        boolean afterSpace = false;
        for (int c : name.codePoints().toArray()) {
            boolean space = UCharacter.isUWhiteSpace(c);
            if (!space || !afterSpace) {
                spaced.appendCodePoint(space ? ' ' : c);
            }
            afterSpace = space;
        }
        return spaced.toString();
    }

    /** Invisible characters between marks change nothing: the marks still pile up. */
    private static boolean marksAtMost(String text, int most) {
        int marks = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (Characters.isMark(c)) {
                marks++;
            } else if (!Characters.isInvisible(c)) {
                marks = 0;
            }
            if (marks > most) {
                return false;
            }
        }
        return true;
    }
}
