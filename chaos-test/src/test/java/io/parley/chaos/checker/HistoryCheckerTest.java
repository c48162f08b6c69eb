package io.parley.chaos.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chaos.client.TraceEvent;
import io.parley.chaos.client.TraceEvent.Source;
import io.parley.chaos.client.TraceFile;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryCheckerTest {

    private static final int SEEDS = 40;
    private static final Duration BOUND = Duration.ofSeconds(10);

    @Test
    void findsNothingInARunThatWentWell() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var judgement = judge(new StagedRun(new Random(seed)));

            assertThat(judgement.findings().first()).as("seed %d", seed).isEmpty();
            assertThat(judgement.isClean()).isTrue();
            assertThat(judgement.summary().recovered()).isEqualTo(StagedRun.ROOMS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void finds(Corruption corruption) {
        assertFound(corruption);
    }

    @ParameterizedTest
    @EnumSource
    void finds(ChangeCorruption corruption) {
        assertFound(corruption);
    }

    @ParameterizedTest
    @EnumSource
    void finds(ReadingCorruption corruption) {
        assertFound(corruption);
    }

    private static void assertFound(Spoiling corruption) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            var run = new StagedRun(random);
            corruption.spoil(run, random);

            var judgement = judge(run);

            assertThat(judgement.findings().count(corruption.check()))
                    .as("seed %d, %s", seed, judgement.findings().first())
                    .isPositive();
        }
    }

    @Test
    void excusesLateEventsWhileAFaultIsInForce() {
        var run = new StagedRun(new Random(1));
        Corruption.EVENT_PUSHED_LATE.spoil(run, new Random(1));
        var outage = new Outage("F0", Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);

        var judgement = HistoryChecker.judge(run, List.of(outage), BOUND);

        assertThat(judgement.findings().first()).isEmpty();
        assertThat(judgement.stalls().live())
                .hasEntrySatisfying(
                        "F0", late -> assertThat(late.getMaxValue()).isBetween(599_000L, 601_000L));
    }

    @Test
    void readsTracesAsTheyWereWritten() {
        var run = new StagedRun(new Random(2));
        run.trace("odd").add(new TraceEvent.Skipped(1, "room", 7));
        run.trace("odd").add(new TraceEvent.SubscriptionEnded(-2, "room", "unavailable"));
        run.trace("odd").add(new TraceEvent.Notice(3, "live.delayed"));
        run.trace("odd").add(new TraceEvent.Sought(4, "room", 1, 2, Source.HISTORY, true, ""));

        run.traces(
                (_, event) ->
                        assertThat(TraceFile.parse(TraceFile.format(event))).isEqualTo(event));
    }

    private static Judgement judge(StagedRun run) {
        return HistoryChecker.judge(run, List.of(), BOUND);
    }
}
