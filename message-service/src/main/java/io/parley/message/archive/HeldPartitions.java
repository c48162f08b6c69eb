package io.parley.message.archive;

import io.parley.model.log.ChatLog;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that the group has given to this process: those to be opened, those that are being
 * stored, those that had to stop. Where a partition goes on is read from the database, never from
 * Kafka. Owned by the thread that polls.
 */
final class HeldPartitions implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(HeldPartitions.class);

    /** The end of a log that is not ours: before any place. */
    private static final long LOST = -1;

    private static final Duration LAG_WITHIN = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final LogIdentity identity;
    private final ArchiveState state;
    private final Progress progress;
    private final ArchiveMetrics metrics;
    private final Set<Integer> unopened = new HashSet<>();
    private final Map<Integer, ArchivedPartition> open = new HashMap<>();

    HeldPartitions(
            Consumer<byte[], byte[]> consumer,
            LogIdentity identity,
            ArchiveState state,
            Progress progress,
            ArchiveMetrics metrics) {
        this.consumer = consumer;
        this.identity = identity;
        this.state = state;
        this.progress = progress;
        this.metrics = metrics;
    }

    static TopicPartition topicPartition(int partition) {
        return new TopicPartition(ChatLog.TOPIC, partition);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        for (var partition : assigned) {
            // any position will do until the right one is read: nothing is fetched while paused
            consumer.seek(partition, 0);
        }
        consumer.pause(assigned);
        assigned.forEach(partition -> unopened.add(partition.partition()));
        metrics.rebalanced();
        LOG.atInfo().addKeyValue("partitions", assigned.size()).log("partitions assigned");
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        for (var partition : revoked) {
            unopened.remove(partition.partition());
            open.remove(partition.partition());
            metrics.released(partition.partition());
        }
    }

    boolean allAreOpened() {
        return unopened.isEmpty();
    }

    @Nullable ArchivedPartition find(int partition) {
        return open.get(partition);
    }

    boolean isOpen(int partition) {
        return open.containsKey(partition);
    }

    /**
     * Opens what waits for it. A failure leaves the rest for the next call.
     *
     * @throws org.springframework.dao.DataAccessException while the database is away
     */
    void openAll() {
        var isOurs = identity.check();
        var waiting = unopened.stream().map(HeldPartitions::topicPartition).toList();
        var begins = consumer.beginningOffsets(waiting);
        var ends = consumer.endOffsets(waiting);
        for (var partition : waiting) {
            var end = isOurs ? ends.getOrDefault(partition, 0L) : LOST;
            open(partition, begins.getOrDefault(partition, 0L), end);
        }
    }

    private void open(TopicPartition partition, long begin, long end) {
        var id = partition.partition();
        var stored = state.read(id);
        progress.reset(id, stored.nextOffset());
        unopened.remove(id);
        if (stored.nextOffset() > end) {
            stop(id, StopReason.LOG_LOST, stored.nextOffset());
        } else if (stored.nextOffset() < begin) {
            stop(id, StopReason.LOG_TRUNCATED, stored.nextOffset());
        } else {
            open.put(id, new ArchivedPartition(id, stored));
            consumer.seek(partition, stored.nextOffset());
            consumer.resume(List.of(partition));
        }
    }

    /**
     * Opens anew what the database holds less of than was stored there: it was set back. To be
     * called when nothing is on its way to it.
     *
     * @throws org.springframework.dao.DataAccessException while the database is away
     */
    void reopenWhatWasSetBack() {
        var stored = state.nextOffsets();
        open.entrySet().stream()
                .filter(held -> stored.getOrDefault(held.getKey(), 0L) < held.getValue().next())
                .map(Map.Entry::getKey)
                .toList()
                .forEach(
                        id -> {
                            LOG.atWarn().addKeyValue("partition", id).log("database was set back");
                            reopen(id);
                        });
    }

    /** Reads the partition's state again, since it is not what was thought. */
    void reopen(int partition) {
        open.remove(partition);
        unopened.add(partition);
        consumer.pause(List.of(topicPartition(partition)));
    }

    /** Stores nothing more of the partition, and says so loudly. */
    void stop(int partition, StopReason reason, long offset) {
        open.remove(partition);
        consumer.pause(List.of(topicPartition(partition)));
        metrics.stopped(partition, reason);
        LOG.atError()
                .addKeyValue("partition", partition)
                .addKeyValue("offset", offset)
                .addKeyValue("reason", reason)
                .log("partition is no longer stored: see docs/architecture.md, stopped partitions");
    }

    void pauseAll() {
        consumer.pause(consumer.assignment());
    }

    void resumeOpen() {
        consumer.resume(open.keySet().stream().map(HeldPartitions::topicPartition).toList());
    }

    /**
     * Records that are in the log and not stored; empty while Kafka does not say where the log
     * ends. Asked for, since a consumer that waits for the database reads nothing and learns
     * nothing.
     */
    OptionalLong lag() {
        var waiting =
                Stream.concat(
                                open.keySet().stream(),
                                // A new one counts once it is known how far it is stored
                                unopened.stream().filter(id -> progress.of(id) > 0))
                        .map(HeldPartitions::topicPartition)
                        .toList();
        try {
            var ends = consumer.endOffsets(waiting, LAG_WITHIN);
            return OptionalLong.of(ends.entrySet().stream().mapToLong(this::waiting).sum());
        } catch (TimeoutException noAnswer) {
            return OptionalLong.empty();
        }
    }

    private long waiting(Map.Entry<TopicPartition, Long> end) {
        return Math.max(0, end.getValue() - progress.of(end.getKey().partition()));
    }
}
