package io.parley.chat.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final AdmissionLimits LIMITS =
            new AdmissionLimits(10, 100, 80, Duration.ofSeconds(5), Duration.ZERO);

    private long now = 1_000_000_000_000L;
    private double heap = 0.5;
    private final Admission admission = new Admission(LIMITS, () -> heap, () -> now);

    @Test
    void letsASecondsWorthInAtOnceAndThenOneForEachInterval() {
        assertThat(admittedOf(300)).isEqualTo(101);

        pass(Duration.ofMillis(100));
        assertThat(admittedOf(300)).isEqualTo(10);

        pass(Duration.ofMinutes(10));
        assertThat(admittedOf(300)).isEqualTo(101);
    }

    @Test
    void tellsThoseItRefusesWhenToComeAgainEachAnotherTime() {
        admittedOf(101);

        var waits = IntStream.range(0, 100).mapToObj(_ -> admission.refusedFor()).toList();

        assertThat(waits)
                .allMatch(wait -> wait.orElseThrow() >= 1_000 && wait.orElseThrow() < 3_000);
        assertThat(waits.stream().distinct().count()).isGreaterThan(20);
    }

    @Test
    void letsNobodyInWhileMemoryIsShort() {
        heap = 0.81;
        assertThat(admission.refusedFor()).isPresent();

        heap = 0.8;
        assertThat(admission.refusedFor()).isEqualTo(OptionalLong.empty());
    }

    @Test
    void seesHowMuchOfTheHeapIsInUse() {
        assertThat(new HeapInUse().share()).isBetween(0.0, 1.0);
    }

    private long admittedOf(int count) {
        return IntStream.range(0, count).filter(_ -> admission.refusedFor().isEmpty()).count();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
