package io.parley.chat.sequencer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what waits in all partitions to Redis: one call for each partition, all of them on their
 * way at once. Owned by its group's thread.
 */
final class RedisFeeder {

    private static final Logger LOG = LoggerFactory.getLogger(RedisFeeder.class);

    /** Longer than the link's own timeout of a command, which is the one that should end it. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Rounds before the log is polled again, so that one busy partition starves nobody. */
    private static final int ROUNDS = 4;

    private final RoomStreams streams;
    private final SequencerMetrics metrics;
    private boolean isAway;

    RedisFeeder(RoomStreams streams, SequencerMetrics metrics) {
        this.streams = streams;
        this.metrics = metrics;
    }

    /**
     * @return how many events Redis did not have yet
     */
    long feed(Collection<PartitionFeed> feeds) {
        var first = 0L;
        for (var round = 0; round < ROUNDS; round++) {
            var calls = calls(feeds);
            if (calls.isEmpty()) {
                break;
            }
            first += calls.stream().mapToLong(this::await).sum();
        }
        return first;
    }

    private List<Call> calls(Collection<PartitionFeed> feeds) {
        var calls = new ArrayList<Call>();
        for (var feed : feeds) {
            feed.finishRepairs();
            var batch = feed.batch();
            if (!batch.isEmpty()) {
                calls.add(new Call(feed, batch, streams.append(batch, feed.replaceable())));
            }
        }
        return calls;
    }

    private long await(Call call) {
        try {
            var appended = call.answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            call.feed.appended(call.batch, appended);
            answered();
            return call.batch.stream().filter(appended::isFirst).count();
        } catch (ExecutionException e) {
            failed(call, String.valueOf(e.getCause()));
        } catch (CancellationException | TimeoutException e) {
            failed(call, "no answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(call, "interrupted");
        }
        return 0;
    }

    private void answered() {
        if (isAway) {
            isAway = false;
            LOG.info("Redis takes events again");
        }
    }

    private void failed(Call call, String reason) {
        call.feed.failed();
        metrics.redisFailed();
        if (!isAway) {
            isAway = true;
            LOG.warn("Redis takes no events, they wait: {}", reason);
        }
    }

    private record Call(
            PartitionFeed feed,
            List<NumberedEvent> batch,
            CompletableFuture<RoomStreams.Appended> answer) {}
}
