package io.parley.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import io.parley.model.wire.Texts;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One long line of any character costs no more than its length. */
class TextTimeTest {

    private static final int LENGTH = 8_000;

    /** Linear work takes a millisecond or two; what is quadratic takes a multiple of this. */
    private static final Duration BOUND = Duration.ofMillis(250);

    private static final Map<String, Consumer<String>> FUNCTIONS =
            Map.of(
                    "fault", WrittenText::fault,
                    "showsNothing", WrittenText::showsNothing,
                    "strip", WrittenText::strip,
                    "name", text -> WrittenText.name(text, LENGTH),
                    "note", text -> WrittenText.note(text, LENGTH),
                    "fold", SearchText::fold,
                    "isStorable", Texts::isStorable);

    @Test
    void takesLinearTimeForRepeatsOfAnyCharacter() {
        FUNCTIONS.forEach(
                (name, function) -> repeats().forEach(text -> holds(name, function, text)));
    }

    /**
     * Each character that ASCII has, and one of each kind that Unicode knows, alone and in pairs.
     */
    private static Stream<String> repeats() {
        var special =
                IntStream.concat(
                                IntStream.range(0, 128),
                                IntStream.of(
                                        0xA0, 0xAD, 0x130, 0x131, 0x300, 0x316, 0x345, 0x5B0, 0x600,
                                        0x93C, 0xE31, 0x1160, 0x200B, 0x200D, 0x202E, 0x2028,
                                        0x2060, 0x2800, 0x3000, 0x3099, 0x4E2D, 0xAC00, 0xD800,
                                        0xDC00, 0xFDFA, 0xFE0F, 0xFEFF, 0x1F600, 0xE0041, 0x10FFFF))
                        .mapToObj(Character::toString)
                        .toList();
        var pairs =
                Stream.of("\u0301\u0316", "a\u0301", "\u200d\u0301", "e\u0302\u0301", " \u200b");
        return Stream.concat(special.stream().flatMap(TextTimeTest::places), pairs)
                .map(unit -> unit.repeat(LENGTH / unit.length()));
    }

    private static Stream<String> places(String character) {
        return Stream.of(character, "a" + character, character + "\n");
    }

    private static void holds(String name, Consumer<String> function, String text) {
        var start = System.nanoTime();
        function.accept(text);
        var first = Duration.ofNanos(System.nanoTime() - start);
        if (first.compareTo(BOUND) > 0) {
            // A pause of the machine does not come twice, a slow function does
            start = System.nanoTime();
            function.accept(text);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("%s of U+%04X…", name, UCharacter.codePointAt(text, 0))
                    .isLessThan(BOUND);
        }
    }
}
