package io.parley.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OffendersTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final Offenders offenders = new Offenders(3, now::get);

    @Test
    void lettingAFewPassThenDoublesTheWaitUpToTwoSeconds() {
        var waits = new ArrayList<Long>();
        for (var i = 0; i < 10; i++) {
            offenders.add("one");
            waits.add(Duration.ofNanos(offenders.waitNanos("one")).toMillis());
        }

        assertThat(waits)
                .isEqualTo(List.of(0L, 0L, 0L, 100L, 200L, 400L, 800L, 1_600L, 2_000L, 2_000L));
        assertThat(offenders.waitNanos("other")).isZero();
    }

    @Test
    void letsTheNextInAfterTheWait() {
        misbehave(5);

        now.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(seconds()).isZero();
    }

    @Test
    void slowsWhoGoesOnAndWaitsEachTime() {
        var connections = 0;
        for (var second = 0; second < 3_600; second++) {
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            while (offenders.waitNanos("one") == 0) {
                offenders.add("one");
                connections++;
            }
        }

        assertThat(connections).isBetween(1_500, 4_000);
    }

    @Test
    void forgetsInTime() {
        misbehave(100);

        now.addAndGet(Duration.ofMinutes(6).toNanos());
        misbehave(3);

        assertThat(seconds()).isZero();
    }

    private void misbehave(int times) {
        for (var i = 0; i < times; i++) {
            offenders.add("one");
        }
    }

    private long seconds() {
        return Duration.ofNanos(offenders.waitNanos("one")).toSeconds();
    }
}
