package io.parley.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👍",
                "👍🏽",
                "❤️",
                "👨‍👩‍👧‍👦",
                "🇩🇪",
                "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
                "1️⃣",
                "🧑🏻‍❤️‍💋‍🧑🏿"
            })
    void takesEachAsItIs(String emoji) {
        assertThat(Emoji.of(emoji)).contains(emoji);
    }

    @Test
    void addsTheSignThatKeyboardsLeaveOut() {
        assertThat(Emoji.of("❤")).contains("❤️");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a", "1", "👍👍", "👍 ", "👍a", "\ud83d", "\u0000", "‍", "\ufe0f", "🇩",
                ":+1:"
            })
    void takesNothingElse(String text) {
        assertThat(Emoji.of(text)).isEmpty();
    }

    @Test
    void takesNoEndlessOne() {
        assertThat(Emoji.of("👍‍".repeat(10_000))).isEmpty();
    }
}
