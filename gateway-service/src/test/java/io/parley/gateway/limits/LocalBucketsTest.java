package io.parley.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalBucketsTest {

    private static final Rate RATE = Rate.perSecond(10, 5);

    private final AtomicLong now = new AtomicLong(-7_000_000);
    private final LocalBuckets buckets = new LocalBuckets(now::get);

    @Test
    void givesABurstAndThenWhatIsEarned() {
        assertThat(taken(100)).isEqualTo(5);

        now.addAndGet(250_000);

        assertThat(taken(100)).isEqualTo(2);
        assertThat(buckets.take("one", RATE)).isEqualTo(50_000);
    }

    @Test
    void savesNoMoreThanABurst() {
        taken(5);

        now.addAndGet(60_000_000);

        assertThat(taken(100)).isEqualTo(5);
    }

    @Test
    void tellsWhichBucketRefusesAndForHowLong() {
        var small = new Bucket(Tier.ACCOUNT, "a", Rate.perSecond(1, 1));
        var large = new Bucket(Tier.ADDRESS, "b", RATE);

        assertThat(buckets.take(List.of(small, large))).isEqualTo(Verdict.PASSES);
        assertThat(buckets.take(List.of(small, large)))
                .isEqualTo(new Verdict(Tier.ACCOUNT, 1_000_000));
        assertThat(buckets.take(List.of(large))).isEqualTo(Verdict.PASSES);
    }

    private int taken(int tries) {
        var taken = 0;
        for (var i = 0; i < tries; i++) {
            taken += buckets.take("one", RATE) == 0 ? 1 : 0;
        }
        return taken;
    }
}
