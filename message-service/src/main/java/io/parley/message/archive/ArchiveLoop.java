package io.parley.message.archive;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Polls, numbers, stores; one poll's records in one transaction. While the database is away it
 * holds what it has, keeps its place in the group and tries again: nothing is skipped.
 */
final class ArchiveLoop {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveLoop.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(50);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(2);

    /** A database that was set back tells nobody. */
    private static final Duration CHECK = Duration.ofSeconds(5);

    private static final Duration MEASURE = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final HeldPartitions held;
    private final BatchWriter writer;
    private final Progress progress;
    private final ArchiveMetrics metrics;
    private final BooleanSupplier isRunning;
    private Duration backoff = FIRST_BACKOFF;
    private long checkedAt = System.nanoTime();
    private long measuredAt = System.nanoTime();

    ArchiveLoop(
            Consumer<byte[], byte[]> consumer,
            HeldPartitions held,
            BatchWriter writer,
            Progress progress,
            ArchiveMetrics metrics,
            BooleanSupplier isRunning) {
        this.consumer = consumer;
        this.held = held;
        this.writer = writer;
        this.progress = progress;
        this.metrics = metrics;
        this.isRunning = isRunning;
    }

    /** Waits for records, a while at most, and stores them. */
    void turn() {
        var opened = openAll();
        backoff = opened ? FIRST_BACKOFF : longer(backoff);
        store(poll(opened ? POLL : backoff));
        checkNowAndThen();
        measureNowAndThen();
    }

    private void measureNowAndThen() {
        if (System.nanoTime() - measuredAt >= MEASURE.toNanos()) {
            measuredAt = System.nanoTime();
            held.lag().ifPresent(metrics::lag);
        }
    }

    private void checkNowAndThen() {
        if (System.nanoTime() - checkedAt < CHECK.toNanos()) {
            return;
        }
        checkedAt = System.nanoTime();
        try {
            held.reopenWhatWasSetBack();
        } catch (DataAccessException away) {
            waits(away);
        }
    }

    private boolean openAll() {
        if (held.allAreOpened()) {
            return true;
        }
        try {
            held.openAll();
            return true;
        } catch (DataAccessException | TransactionException away) {
            waits(away);
            return false;
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
        try {
            return consumer.poll(atMost);
        } catch (OffsetOutOfRangeException moved) {
            // opening tells whether the log has been cut or exchanged
            moved.partitions().forEach(partition -> held.reopen(partition.partition()));
            return ConsumerRecords.empty();
        }
    }

    private void store(ConsumerRecords<byte[], byte[]> records) {
        var batches = new ArrayList<Batch>();
        for (var partition : records.partitions()) {
            var archived = held.find(partition.partition());
            if (archived != null) {
                batches.add(archived.take(records.records(partition)));
            }
        }
        write(batches.stream().filter(batch -> !batch.isEmpty()).toList());
        for (var batch : batches) {
            var reason = batch.stop();
            if (reason != null && held.isOpen(batch.partition())) {
                held.stop(batch.partition(), reason, batch.next());
            }
        }
    }

    private void write(List<Batch> batches) {
        var wait = FIRST_BACKOFF;
        while (isRunning.getAsBoolean()) {
            var ours = batches.stream().filter(batch -> held.isOpen(batch.partition())).toList();
            if (ours.isEmpty() || isSettled(ours)) {
                break;
            }
            metrics.retried();
            held.pauseAll();
            consumer.poll(wait);
            measureNowAndThen();
            wait = longer(wait);
        }
        if (wait.compareTo(FIRST_BACKOFF) > 0) {
            held.resumeOpen();
        }
    }

    /** False where the database is away: the same again later. */
    private boolean isSettled(List<Batch> batches) {
        try {
            settle(batches, writer.store(batches));
            return true;
        } catch (SQLException failure) {
            if (!isRefusal(failure)) {
                waits(failure);
                return false;
            }
            LOG.atError().setCause(failure).log("rows refused");
            settle(batches, BatchWriter.Result.CONFLICT);
            return true;
        }
    }

    private void settle(List<Batch> batches, BatchWriter.Result result) {
        if (result == BatchWriter.Result.STORED) {
            metrics.stored(batches);
            batches.forEach(batch -> progress.advance(batch.partition(), batch.next()));
        } else if (batches.size() > 1) {
            batches.forEach(batch -> write(List.of(batch)));
        } else if (result == BatchWriter.Result.LOST_RACE) {
            metrics.lostRace();
            held.reopen(batches.getFirst().partition());
        } else {
            var batch = batches.getFirst();
            held.stop(batch.partition(), StopReason.CONFLICT, batch.expected());
        }
    }

    /** SQLSTATE classes 22 and 23: these data will never fit, however often they are tried. */
    private static boolean isRefusal(SQLException failure) {
        var state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private static void waits(Exception outage) {
        LOG.atWarn()
                .addKeyValue("outage", outage.getClass().getSimpleName())
                .log("archive waits for PostgreSQL");
    }

    private static Duration longer(Duration backoff) {
        var doubled = backoff.multipliedBy(2);
        return doubled.compareTo(MAX_BACKOFF) < 0 ? doubled : MAX_BACKOFF;
    }
}
