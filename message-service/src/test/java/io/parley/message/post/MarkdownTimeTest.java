package io.parley.message.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.web.Refusal;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What one post costs does not grow faster than its length. */
class MarkdownTimeTest {

    private static final int LENGTH = 8_000;

    /** Linear work takes some milliseconds; what is quadratic takes a multiple of this. */
    private static final Duration BOUND = Duration.ofSeconds(1);

    private final Markdown markdown = new Markdown();

    @Test
    void rendersRepeatsOfAnyCharacterInLinearTime() {
        var characters =
                IntStream.concat(
                                IntStream.range(1, 128),
                                IntStream.of(0xA0, 0x301, 0x200B, 0x202E, 0x4E2D, 0x1F600))
                        .mapToObj(Character::toString);
        var starts =
                Stream.of(
                        "[",
                        "![",
                        "<a ",
                        "http://a/",
                        "* ",
                        "> ",
                        "`",
                        "&",
                        "\\",
                        "a*",
                        "_a",
                        "](");
        characters.forEach(
                c -> {
                    rendersInTime(c.repeat(LENGTH / c.length()));
                    rendersInTime((c + "\n").repeat(LENGTH / (c.length() + 1)));
                    rendersInTime((c + " a").repeat(LENGTH / (c.length() + 2)));
                });
        starts.forEach(
                start ->
                        Stream.of(")", "]", "(", "*", "`", "a", " ", "\"", "_")
                                .forEach(
                                        end -> {
                                            rendersInTime(start + end.repeat(LENGTH));
                                            rendersInTime((start + end).repeat(LENGTH / 4));
                                        }));
    }

    private void rendersInTime(String text) {
        if (time(text).compareTo(BOUND) > 0) {
            // A pause of the machine does not come twice, a slow parser does
            assertThat(time(text)).as("%.12s…", text).isLessThan(BOUND);
        }
    }

    private Duration time(String text) {
        var start = System.nanoTime();
        try {
            markdown.toHtml(text);
        } catch (Refusal tooNested) {
            // refused in time is as good
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
