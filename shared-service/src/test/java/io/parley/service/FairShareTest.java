package io.parley.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FairShareTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void whoUsesUpTheirOwnTurnsLeavesThoseOfOthers() {
        var share = new FairShare<String>(2, 0, LONG);

        assertThat(share.enter("greedy")).isTrue();
        assertThat(share.enter("greedy")).isTrue();

        assertThat(share.enter("greedy")).isFalse();
        assertThat(share.enter("other")).isTrue();
        share.leave("greedy");
        assertThat(share.enter("greedy")).isTrue();
    }

    @Test
    void whoWaitsGetsTheTurnThatBecomesFreeAndMoreThanMayWaitAreRefusedAtOnce() throws Exception {
        var share = new FairShare<String>(1, 1, LONG);
        share.enter("a");
        var got = new AtomicBoolean();
        var waiting = Thread.ofPlatform().start(() -> got.set(share.enter("a")));
        await().atMost(LONG).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        var more = share.enter("a");
        share.leave("a");
        waiting.join(LONG);

        assertThat(more).isFalse();
        assertThat(got).isTrue();
    }

    @Test
    void patienceEnds() {
        var share = new FairShare<String>(1, 5, Duration.ofMillis(1));
        share.enter("a");

        assertThat(share.enter("a")).isFalse();
        share.leave("a");
        assertThat(share.enter("a")).isTrue();
    }

    @Test
    void anUnknownKeyCannotLeave() {
        var share = new FairShare<String>(1, 0, LONG);
        share.enter("a");
        share.leave("a");

        assertThatThrownBy(() -> share.leave("a")).isInstanceOf(IllegalStateException.class);
    }
}
