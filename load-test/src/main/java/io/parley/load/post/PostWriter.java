package io.parley.load.post;

import io.parley.load.client.Api;
import io.parley.load.client.LoadException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An admin who publishes at a fixed rate whatever happens. */
public final class PostWriter {

    private static final int BODY_CHARS = 200;
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Api api;
    private final String accessToken;
    private final PostArrivals arrivals;

    public PostWriter(Api api, String accessToken, PostArrivals arrivals) {
        this.api = api;
        this.accessToken = accessToken;
        this.arrivals = arrivals;
    }

    /** Publishes the numbers from {@code first} on; answers how many were sent late. */
    public long publish(int first, int count, int rate) {
        var late = 0L;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<?>>();
            var begin = System.nanoTime();
            for (var i = 0; i < count; i++) {
                var due = begin + i * TimeUnit.SECONDS.toNanos(1) / rate;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                late += System.nanoTime() - due > LATE_NANOS ? 1 : 0;
                var number = first + i;
                answers.add(threads.submit(() -> publish(number)));
            }
            for (var answer : answers) {
                answer.get();
            }
            return late;
        } catch (ExecutionException e) {
            throw new LoadException("A post could not be published: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted", e);
        }
    }

    private void publish(int number) {
        var post = Map.of("title", "#%d#".formatted(number), "body", "x".repeat(BODY_CHARS));
        api.post("/posts", post, accessToken);
        arrivals.answered(number, System.nanoTime());
    }
}
