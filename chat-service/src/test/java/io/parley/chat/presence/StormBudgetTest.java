package io.parley.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How much sessions are told of who comes and goes when too much does. */
class StormBudgetTest {

    private static final long TICK = Duration.ofMillis(100).toNanos();

    private final StormBudget budget = new StormBudget(0);
    private long now;

    @Test
    void tellsTwoThousandASecond() {
        budget.spend(StormBudget.PER_SECOND);
        assertThat(budget.allows()).isFalse();

        now += TICK;
        budget.look(0, now);
        assertThat(budget.allows()).isTrue();
        budget.spend(StormBudget.PER_SECOND / 10);
        assertThat(budget.allows()).isFalse();
    }

    @Test
    void givesUpWhereTooMuchWaitsAndBeginsAgainAfterHalfAMinuteOfQuiet() {
        assertThat(budget.look(StormBudget.MOST_WAITING, now)).isFalse();
        assertThat(budget.look(StormBudget.MOST_WAITING + 1, now)).isTrue();
        assertThat(budget.isExceeded()).isTrue();
        assertThat(budget.allows()).isFalse();

        pass(29, 0);
        assertThat(budget.isExceeded()).isTrue();
        pass(1, StormBudget.PER_SECOND / 2);
        pass(29, 0);
        assertThat(budget.isExceeded()).isTrue();
        pass(2, StormBudget.PER_SECOND / 2 - 1);
        assertThat(budget.isExceeded()).isFalse();
        assertThat(budget.allows()).isTrue();
    }

    private void pass(int seconds, int states) {
        for (var second = 0; second < seconds; second++) {
            budget.came(states);
            for (var tick = 0; tick < 10; tick++) {
                now += TICK;
                budget.look(0, now);
            }
        }
    }
}
