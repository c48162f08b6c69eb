package io.parley.message.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.history.Window.Range;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final long HEAD = 20;
    private static final int LIMIT = 5;

    @Test
    void isTheSameForWhoReadsFromTheFirstEventOn() {
        var window = Window.of(7L, null, null);

        assertThat(window.from(1)).isSameAs(window);
    }

    @Test
    void holdsNothingBeforeWhatTheReaderMayRead() {
        assertThat(range(Window.of(null, null, null), 18)).isEqualTo(new Range(18, 20));
        assertThat(range(Window.of(8L, null, null), 6)).isEqualTo(new Range(6, 7));
        assertThat(range(Window.of(8L, null, null), 9).size()).isZero();
        assertThat(range(Window.of(null, null, 8L), 7)).isEqualTo(new Range(7, 10));
        assertThat(range(Window.of(null, null, 2L), 9).size()).isZero();
    }

    @Test
    void beginsBehindASeqWithTheFirstThatTheReaderMayRead() {
        assertThat(range(Window.of(null, 0L, null), 11)).isEqualTo(new Range(11, 15));
        assertThat(range(Window.of(null, 12L, null), 11)).isEqualTo(new Range(13, 17));
    }

    private static Range range(Window window, long first) {
        return window.from(first).range(HEAD, LIMIT);
    }
}
