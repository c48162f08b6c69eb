package io.parley.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Buckets of this process alone. Those least in use are forgotten when there are too many. */
final class LocalBuckets {

    private static final int MOST_BUCKETS = 50_000;

    /** Longer than any of them takes to fill. */
    private static final Duration FORGET = Duration.ofMinutes(2);

    /** Until when each is owed, in microseconds. */
    private final Cache<String, Long> owed =
            Caffeine.newBuilder().maximumSize(MOST_BUCKETS).expireAfterWrite(FORGET).build();

    private final LongSupplier micros;

    LocalBuckets(LongSupplier micros) {
        this.micros = micros;
    }

    static LocalBuckets ofThisProcess() {
        return new LocalBuckets(() -> System.nanoTime() / 1_000);
    }

    /** Takes a request from each, up to one that has none left. */
    Verdict take(List<Bucket> buckets) {
        for (var bucket : buckets) {
            var wait = take(bucket.key(), bucket.rate());
            if (wait > 0) {
                return new Verdict(bucket.tier(), wait);
            }
        }
        return Verdict.PASSES;
    }

    /** How many microseconds it takes until there is one to take; 0 where it was taken. */
    long take(String key, Rate rate) {
        var wait = new long[1];
        owed.asMap()
                .compute(
                        key,
                        (_, before) -> {
                            var now = micros.getAsLong();
                            var until = before == null ? now : Math.max(before, now);
                            var over = until + rate.costMicros() - now - rate.mostMicros();
                            wait[0] = Math.max(0, over);
                            return over > 0 ? until : until + rate.costMicros();
                        });
        return wait[0];
    }
}
