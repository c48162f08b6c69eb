package io.parley.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Networks whose WebSockets were closed for what they sent. A few such ends are nothing; beyond
 * them each makes the next handshakes last twice as long, up to two seconds. They are slowed and
 * not refused: who shares an address with a bad client must get in all the same.
 */
final class Offenders {

    private static final long FIRST_WAIT = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_WAIT = Duration.ofSeconds(2).toNanos();
    private static final double FORGET_ONE = Duration.ofSeconds(1).toNanos();
    private static final Duration FORGET_ALL = Duration.ofMinutes(30);
    private static final int MOST_DOUBLINGS = 10;
    private static final int MOST_MISDEEDS = 30;
    private static final int MOST_NETWORKS = 50_000;

    private record Offender(double misdeeds, long asOf, long barredUntil) {}

    private final int allowed;
    private final LongSupplier nanoTime;
    private final Cache<String, Offender> known =
            Caffeine.newBuilder().maximumSize(MOST_NETWORKS).expireAfterWrite(FORGET_ALL).build();

    Offenders(int allowed, LongSupplier nanoTime) {
        this.allowed = allowed;
        this.nanoTime = nanoTime;
    }

    /** One more of its WebSockets was closed for what it sent. */
    void add(String network) {
        known.asMap().compute(network, (_, before) -> after(before, nanoTime.getAsLong()));
    }

    private Offender after(@Nullable Offender before, long now) {
        var forgotten = before == null ? 0 : (now - before.asOf()) / FORGET_ONE;
        var left = before == null ? 0 : Math.max(0, before.misdeeds() - forgotten);
        var misdeeds = Math.min(left + 1, (double) allowed + MOST_MISDEEDS);
        return new Offender(misdeeds, now, now + wait(misdeeds - allowed));
    }

    private static long wait(double beyond) {
        if (beyond <= 0) {
            return 0;
        }
        var doublings = (int) Math.min(MOST_DOUBLINGS, Math.ceil(beyond) - 1);
        return Math.min(LONGEST_WAIT, FIRST_WAIT << doublings);
    }

    /** How long a handshake with it has to last; 0 for no longer than it takes. */
    long waitNanos(String network) {
        var offender = known.getIfPresent(network);
        return offender == null ? 0 : Math.max(0, offender.barredUntil() - nanoTime.getAsLong());
    }
}
