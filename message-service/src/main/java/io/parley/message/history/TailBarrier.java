package io.parley.message.history;

import io.parley.message.archive.ArchiveState;
import io.parley.message.archive.LogIdentity;
import io.parley.message.archive.Progress;
import io.parley.message.member.LogBarrier;
import io.parley.model.RoomId;
import io.parley.model.log.ChatLog;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Waits until everything that was in the log when the reader came is stored: a message whose
 * receipt was sent before the read is in it. Waits at most {@link #LIMIT}.
 */
@Component
class TailBarrier implements LogBarrier {

    static final Duration LIMIT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(TailBarrier.class);

    /** How often another replica's progress is looked up; one's own wakes at once. */
    private static final Duration LOOK = Duration.ofMillis(25);

    private final EndOffsets ends;
    private final Progress progress;
    private final LogIdentity identity;
    private final ArchiveState state;
    private final HistoryMetrics metrics;

    TailBarrier(
            EndOffsets ends,
            Progress progress,
            LogIdentity identity,
            ArchiveState state,
            HistoryMetrics metrics) {
        this.ends = ends;
        this.progress = progress;
        this.identity = identity;
        this.state = state;
        this.metrics = metrics;
    }

    /** True where the room is now stored to the end that its log had, false where time ran out. */
    @Override
    public boolean pass(RoomId room) {
        var started = System.nanoTime();
        var isPassed = isStoredInTime(ChatLog.partitionOf(room), started + LIMIT.toNanos());
        metrics.waited(Duration.ofNanos(System.nanoTime() - started), isPassed);
        return isPassed;
    }

    private boolean isStoredInTime(int partition, long deadline) {
        try {
            var end = ends.of(partition).get(left(deadline), TimeUnit.NANOSECONDS);
            while (!isStored(partition, end)) {
                if (left(deadline) <= 0) {
                    return false;
                }
                progress.await(partition, end, LOOK);
            }
            return true;
        } catch (TimeoutException | ExecutionException kafkaAway) {
            LOG.atWarn().addKeyValue("partition", partition).log("no end of the log from Kafka");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The database alone knows: another replica may have stored more than this one has heard of,
     * and it may itself have been set back.
     */
    private boolean isStored(int partition, long end) {
        var stored = state.nextOffset(partition);
        if (stored < end) {
            progress.reset(partition, stored);
        }
        return stored >= end && identity.isOurs();
    }

    private static long left(long deadline) {
        return deadline - System.nanoTime();
    }
}
