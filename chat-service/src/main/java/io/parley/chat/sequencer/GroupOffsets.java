package io.parley.chat.sequencer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group's own offsets: from where its next owner of a partition feeds Redis. One that is too
 * low costs work, one that is too high would lose events, so only what Redis took is committed, and
 * a commit that fails is no more than a pity. Owned by the group's thread.
 */
final class GroupOffsets {

    private static final Logger LOG = LoggerFactory.getLogger(GroupOffsets.class);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    GroupOffsets(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Where the group was, for each of the partitions; empty for one where it never was.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException where Kafka does not say
     */
    Map<TopicPartition, OptionalLong> read(Set<TopicPartition> partitions) {
        var offsets = new HashMap<TopicPartition, OptionalLong>();
        partitions.forEach(partition -> offsets.put(partition, OptionalLong.empty()));
        consumer.committed(partitions, READ_TIMEOUT)
                .forEach(
                        (partition, at) -> {
                            if (at != null) {
                                offsets.put(partition, OptionalLong.of(at.offset()));
                                committed.put(partition, at.offset());
                            }
                        });
        return offsets;
    }

    /** Commits on the go, without waiting. */
    void commit(Map<TopicPartition, PartitionFeed> feeds) {
        var progress = progress(feeds);
        if (progress.isEmpty()) {
            return;
        }
        consumer.commitAsync(
                progress,
                (offsets, failure) -> {
                    if (failure == null) {
                        remember(offsets);
                    } else {
                        LOG.debug("Offsets not committed, to be repeated: {}", failure.toString());
                    }
                });
    }

    /** Commits before the partitions go to another pod. */
    void commitNow(Map<TopicPartition, PartitionFeed> feeds) {
        var progress = progress(feeds);
        if (progress.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(progress, COMMIT_TIMEOUT);
            remember(progress);
        } catch (KafkaException e) {
            LOG.info("Offsets not committed, the next owner repeats some events: {}", e.toString());
        }
    }

    void forget(Collection<TopicPartition> partitions) {
        committed.keySet().removeAll(partitions);
    }

    private Map<TopicPartition, OffsetAndMetadata> progress(
            Map<TopicPartition, PartitionFeed> feeds) {
        var progress = new HashMap<TopicPartition, OffsetAndMetadata>();
        feeds.forEach(
                (partition, feed) ->
                        feed.committable().stream()
                                .filter(at -> at > committed.getOrDefault(partition, -1L))
                                .forEach(at -> progress.put(partition, new OffsetAndMetadata(at))));
        return progress;
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, at) -> committed.put(partition, at.offset()));
    }
}
