package io.parley.chaos.proxy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** What becomes of Pub/Sub payloads that pass the links which share this rule. */
public final class PayloadRule {

    private static final Behaviour NONE = new Behaviour(0, Duration.ZERO, _ -> false);

    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong hit = new AtomicLong();
    private volatile Behaviour behaviour = NONE;
    private final Predicate<String> channels;

    /**
     * @param channels the channels whose payloads it decides about
     */
    public PayloadRule(Predicate<String> channels) {
        this.channels = channels;
    }

    /**
     * @param every 0 touches none
     * @param hold zero drops them
     */
    private record Behaviour(int every, Duration hold, Predicate<String> channels) {}

    /** Drops all payloads of these channels. */
    public void dropAll(Predicate<String> of) {
        behaviour = new Behaviour(1, Duration.ZERO, of);
    }

    /** Drops each n-th payload; 1 drops all. */
    public void dropEvery(int n) {
        behaviour = new Behaviour(n, Duration.ZERO, channels);
    }

    /** Delays each n-th payload; others overtake it. */
    public void delayEvery(int n, Duration hold) {
        behaviour = new Behaviour(n, hold, channels);
    }

    public void heal() {
        behaviour = NONE;
    }

    /** How many payloads were dropped or delayed so far. */
    public long hits() {
        return hit.get();
    }

    /** Zero where it passes at once, empty where it is dropped. */
    Optional<Duration> holdOf(String channel) {
        var now = behaviour;
        if (now.every == 0
                || !now.channels.test(channel)
                || seen.incrementAndGet() % now.every != 0) {
            return Optional.of(Duration.ZERO);
        }
        hit.incrementAndGet();
        return Optional.of(now.hold).filter(hold -> !hold.isZero());
    }
}
