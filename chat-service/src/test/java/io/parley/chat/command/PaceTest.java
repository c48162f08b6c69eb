package io.parley.chat.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final int PER_SECOND = 5;
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Pace pace = new Pace(PER_SECOND, PER_SECOND);

    /** What somebody is told, between two looks at the clock. */
    private record Answer(long before, Duration told, long after) {}

    @Test
    void takesABurstThenTellsEachOneATimeOfTheirOwn() {
        var answers = crowd(100);

        assertThat(answers.subList(0, PER_SECOND))
                .allMatch(answer -> answer.told().equals(Duration.ZERO));
        var refused = answers.stream().filter(answer -> answer.told().isPositive()).toList();
        assertThat(refused).isNotEmpty();
        for (int i = 1; i < refused.size(); i++) {
            long earliest = refused.get(i - 1).before() + refused.get(i - 1).told().toNanos();
            long latest = refused.get(i).after() + refused.get(i).told().toNanos();
            assertThat(latest - earliest).isGreaterThanOrEqualTo(INTERVAL.toNanos());
        }
    }

    @Test
    void sendsNobodyAwayForLongerThanAMinute() {
        assertThat(crowd(2_000)).allMatch(answer -> answer.told().compareTo(LONGEST) <= 0);
    }

    private List<Answer> crowd(int people) {
        return IntStream.range(0, people).mapToObj(_ -> ask()).toList();
    }

    private Answer ask() {
        long before = System.nanoTime();
        var told = pace.tryNow();
        return new Answer(before, told, System.nanoTime());
    }
}
