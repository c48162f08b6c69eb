package io.parley.chaos.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final List<Outage> OUTAGES =
            List.of(
                    new Outage("long", 100 * SECOND, 160 * SECOND),
                    new Outage("short", 110 * SECOND, 115 * SECOND),
                    new Outage("later", 155 * SECOND, 170 * SECOND));

    private final Findings findings = new Findings();
    private final Stalls stalls = new Stalls(OUTAGES, Duration.ofSeconds(10), findings);

    @Test
    void countsTheTimeOfFaultsThatOverlapOnce() {
        stalls.live("reader", 95 * SECOND, 174 * SECOND);
        assertThat(findings.isEmpty()).isTrue();

        stalls.live("reader", 94 * SECOND, 176 * SECOND);

        assertThat(findings.count(Check.C12)).isEqualTo(1);
    }

    @Test
    void blamesTheFaultThatWasInForceForTheLongestPart() {
        stalls.live("reader", 50 * SECOND, 51 * SECOND);
        stalls.live("reader", 105 * SECOND, 106 * SECOND);
        stalls.live("reader", 157 * SECOND, 172 * SECOND);
        stalls.live("slow-1", 172 * SECOND, 173 * SECOND);

        assertThat(stalls.live())
                .containsOnlyKeys(Stalls.CALM, "long", "later", "later, clients on slow links");
    }

    @Test
    void showsHowLongAClientWasWithoutASession() {
        stalls.reconnected("reader", 111 * SECOND, 112 * SECOND);

        assertThat(stalls.reconnections())
                .hasEntrySatisfying(
                        "long", times -> assertThat(times.getMaxValue()).isEqualTo(1_000));
    }
}
