package io.parley.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration STEP = Duration.ofMillis(50);

    @Test
    void bringsTurnsAStepApart() {
        var pace = new Pace(STEP);
        var started = System.nanoTime();

        for (var turn = 0; turn < 4; turn++) {
            pace.await();
        }

        assertThat(since(started)).isGreaterThanOrEqualTo(STEP.multipliedBy(3));
    }

    @Test
    void delaysNothingAfterAQuietTime() {
        var pace = new Pace(Duration.ofHours(1));
        var started = System.nanoTime();

        pace.await();

        assertThat(since(started)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void holdsForAWholeStepWheneverItIsAsked() {
        var pace = new Pace(STEP);
        var started = System.nanoTime();

        pace.hold();

        assertThat(since(started)).isGreaterThanOrEqualTo(STEP);
    }

    @Test
    void returnsEarlyToWhoIsInterrupted() {
        var pace = new Pace(Duration.ofHours(1));
        pace.await();
        Thread.currentThread().interrupt();

        pace.await();

        assertThat(Thread.interrupted()).isTrue();
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
