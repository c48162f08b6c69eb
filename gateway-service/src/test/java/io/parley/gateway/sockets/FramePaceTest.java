package io.parley.gateway.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FramePaceTest {

    private final AtomicLong clock = new AtomicLong();
    private final FramePace pace = new FramePace(100, clock::get);

    @Test
    void takesTwoSecondsWorthAtOnceAndThenAsksForARest() {
        assertThat(takenAtOnce()).isEqualTo(200);
        assertThat(pace.restNanos()).isPositive();
    }

    @Test
    void goesOnAfterTheRest() {
        takenAtOnce();

        clock.addAndGet(pace.restNanos());

        assertThat(pace.take()).isTrue();
        assertThat(pace.take()).isFalse();
    }

    @Test
    void whatWasOverdrawnIsWaitedFor() {
        for (var i = 0; i < 300; i++) {
            pace.take();
        }

        assertThat(Duration.ofNanos(pace.restNanos()))
                .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_020));
    }

    @Test
    void savesNoMoreThanTheBurst() {
        clock.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(takenAtOnce()).isEqualTo(200);
    }

    private int takenAtOnce() {
        var taken = 0;
        while (pace.take()) {
            taken++;
        }
        return taken;
    }
}
