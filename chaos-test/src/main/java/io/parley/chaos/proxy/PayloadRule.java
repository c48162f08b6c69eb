package io.parley.chaos.proxy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** What becomes of Pub/Sub payloads that pass the links which share this rule. */
public final class PayloadRule {

    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong hit = new AtomicLong();
    private volatile Behaviour behaviour = new Behaviour(0, Duration.ZERO);
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
    private record Behaviour(int every, Duration hold) {}

    /** Drops each n-th payload; 1 drops all. */
    public void dropEvery(int n) {
        behaviour = new Behaviour(n, Duration.ZERO);
    }

    /** Delays each n-th payload; others overtake it. */
    public void delayEvery(int n, Duration hold) {
        behaviour = new Behaviour(n, hold);
    }

    public void heal() {
        behaviour = new Behaviour(0, Duration.ZERO);
    }

    /** How many payloads were dropped or delayed so far. */
    public long hits() {
        return hit.get();
    }

    /** Zero where it passes at once, empty where it is dropped. */
    Optional<Duration> holdOf(String channel) {
        var now = behaviour;
        if (now.every == 0 || !channels.test(channel) || seen.incrementAndGet() % now.every != 0) {
            return Optional.of(Duration.ZERO);
        }
        hit.incrementAndGet();
        return Optional.of(now.hold).filter(hold -> !hold.isZero());
    }
}
