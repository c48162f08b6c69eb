package io.parley.load;

import io.parley.load.client.Crowd.Seat;
import io.parley.load.client.LoadException;
import io.parley.load.client.StompClient;
import io.parley.load.client.Swarm;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Everybody connects at the same moment. Who is refused comes again, when the server has said so or
 * else after up to half a second; the time runs from the first attempt.
 */
final class Storm {

    private static final int PATIENCE_SECONDS = 180;
    private static final int SHORT_MILLIS = 500;
    private static final long LONGEST_MICROS = TimeUnit.SECONDS.toMicros(PATIENCE_SECONDS);
    private static final int DIGITS = 3;

    private final Swarm swarm;
    private final List<URI> targets;
    private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final AtomicInteger refused = new AtomicInteger();
    private ObjIntConsumer<StompClient> then = (_, _) -> {};

    Storm(Swarm swarm, List<URI> targets) {
        this.swarm = swarm;
        this.targets = targets;
    }

    /**
     * Until everybody is subscribed.
     *
     * @param then what each does next, by its number
     */
    StormResult connect(List<Seat> seats, ObjIntConsumer<StompClient> then) {
        this.then = then;
        return run("connect", seats.stream().map(StompClient.Visit::first).toList());
    }

    /** Until everybody has received so many events after the one last seen. */
    StormResult resume(List<Seat> seats, List<Long> after, int missed) {
        var visits = new ArrayList<StompClient.Visit>();
        for (var i = 0; i < seats.size(); i++) {
            visits.add(new StompClient.Visit(seats.get(i), after.get(i), missed));
        }
        return run("resume", visits);
    }

    private StormResult run(String name, List<StompClient.Visit> visits) {
        var begin = System.nanoTime();
        var all = new ArrayList<CompletableFuture<?>>();
        for (var i = 0; i < visits.size(); i++) {
            var done = new CompletableFuture<Void>();
            attempt(visits.get(i), i, begin, done);
            all.add(done);
        }
        await(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)), all);
        return new StormResult(
                name,
                visits.size(),
                refused.get(),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }

    private void attempt(
            StompClient.Visit visit, int index, long begin, CompletableFuture<Void> done) {
        var client = swarm.connect(visit, targets.get(index % targets.size()), index);
        var _ =
                client.complete()
                        .whenComplete(
                                (ok, failure) -> {
                                    if (failure == null) {
                                        micros.recordValue((System.nanoTime() - begin) / 1_000);
                                        then.accept(client, index);
                                        done.complete(null);
                                    } else {
                                        refused.incrementAndGet();
                                        client.close();
                                        swarm.later(
                                                waitMillis(failure),
                                                () -> attempt(visit, index, begin, done));
                                    }
                                });
    }

    private static long waitMillis(Throwable failure) {
        var told = failure instanceof StompClient.Ended ended ? ended.retryAfterMillis() : 0;
        return told + ThreadLocalRandom.current().nextInt(SHORT_MILLIS);
    }

    private void await(CompletableFuture<Void> all, List<CompletableFuture<?>> each) {
        try {
            all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new LoadException(
                    "%d of %d sessions were not done within %d s; %d attempts failed."
                            .formatted(
                                    each.stream().filter(one -> !one.isDone()).count(),
                                    each.size(),
                                    PATIENCE_SECONDS,
                                    refused.get()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted", e);
        }
    }
}
