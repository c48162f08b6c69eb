package io.parley.message.post.follow;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A thread with its share of the followers. */
final class FanOut {

    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final Bell bell = new Bell();
    private final int number;
    private volatile boolean isRunning;

    FanOut(int number) {
        this.number = number;
    }

    void start() {
        isRunning = true;
        Thread.ofPlatform().name("post-fan-out-" + number).daemon().start(this::run);
    }

    private void run() {
        try {
            while (isRunning) {
                bell.await(LONGEST_SLEEP);
                followers.forEach(Follower::pump);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        isRunning = false;
        bell.ring();
    }

    void wake() {
        bell.ring();
    }

    void add(Follower follower) {
        followers.add(follower);
    }

    void remove(Follower follower) {
        followers.remove(follower);
    }

    int size() {
        return followers.size();
    }

    Stream<Follower> followers() {
        return followers.stream();
    }
}
