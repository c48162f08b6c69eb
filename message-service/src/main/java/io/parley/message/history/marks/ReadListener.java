package io.parley.message.history.marks;

import io.parley.message.history.marks.StoreMoves.Outcome;
import io.parley.model.read.ReadLog;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Stores what {@code read.log} holds. Where a partition goes on is what the database says: when the
 * partition is given to this process, and wherever what was read does not begin there, as after a
 * database was set back. Kafka keeps no place. Owned by the container's thread.
 */
@Component
class ReadListener
        implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>,
                ConsumerSeekAware {

    private static final Logger LOG = LoggerFactory.getLogger(ReadListener.class);

    /** Between two looks at how much waits, and whether the database was set back. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final StoreMoves store;
    private final ReadLogTopic topic;
    private final ReadMetrics metrics;
    private final ApplicationEventPublisher events;
    private @Nullable String topicId;
    private long lookedAt = System.nanoTime();

    ReadListener(
            StoreMoves store,
            ReadLogTopic topic,
            ReadMetrics metrics,
            ApplicationEventPublisher events) {
        this.store = store;
        this.topic = topic;
        this.metrics = metrics;
        this.events = events;
    }

    @Override
    public void onPartitionsAssigned(
            Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        topicId = null;
        try {
            goOn(assignments.keySet(), callback);
        } catch (DataAccessException | TransactionException | KafkaException away) {
            // what is read first shows that it does not begin where the database goes on
            waits(away);
        }
    }

    private void goOn(Collection<TopicPartition> assigned, ConsumerSeekCallback callback) {
        var places = store.places(topicId());
        for (var partition : assigned) {
            var place = places.getOrDefault(partition.partition(), 0L);
            callback.seek(partition.topic(), partition.partition(), place);
        }
    }

    @Override
    public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
        metrics.lag(0);
    }

    /** Nothing came for a while: what is stored must be all that was read. */
    @Override
    public void onIdleContainer(
            Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        metrics.lag(0);
        try {
            var places = store.places(topicId());
            assignments.forEach(
                    (partition, read) -> {
                        var place = places.getOrDefault(partition.partition(), 0L);
                        if (place < read) {
                            wasSetBack(partition.partition(), place);
                            callback.seek(partition.topic(), partition.partition(), place);
                        }
                    });
        } catch (DataAccessException | TransactionException | KafkaException away) {
            waits(away);
        }
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> records,
            @Nullable Acknowledgment neverUsed,
            @Nullable Consumer<?, ?> consumer) {
        try {
            store(records, Objects.requireNonNull(consumer));
        } catch (Error failure) {
            // would end the container for good
            throw new IllegalStateException("moves are not stored", failure);
        }
    }

    private void store(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
        var runs =
                records.stream()
                        .collect(Collectors.groupingBy(ConsumerRecord::partition))
                        .entrySet()
                        .stream()
                        .map(one -> Run.of(one.getKey(), one.getValue()))
                        .toList();
        try {
            var outcome = store.store(topicId(), runs);
            metrics.stored(outcome.moves(), outcome.malformed());
            goOn(runs, outcome, consumer);
            tell(outcome);
            lookNowAndThen(consumer, 0);
        } catch (DataAccessException | TransactionException away) {
            waits(away);
            lookNowAndThen(consumer, records.size());
            throw away;
        }
    }

    /**
     * Reads on where the database goes on, wherever that is not behind what was read. A partition
     * may have been given to another process while this one waited for the database.
     */
    private void goOn(List<Run> runs, Outcome outcome, Consumer<?, ?> consumer) {
        for (var run : runs) {
            var partition = new TopicPartition(ReadLog.TOPIC, run.partition());
            var place = outcome.places().getOrDefault(run.partition(), 0L);
            if (place != run.next() && consumer.assignment().contains(partition)) {
                seek(partition, place, consumer);
            }
        }
    }

    private void seek(TopicPartition partition, long place, Consumer<?, ?> consumer) {
        var id = partition.partition();
        var begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (place < begin) {
            LOG.atError()
                    .addKeyValue("partition", id)
                    .addKeyValue("from", place)
                    .addKeyValue("to", begin)
                    .log("moves of read.log are gone before they were stored");
            store.skip(topicId(), id, begin);
        }
        consumer.seek(partition, Math.max(place, begin));
    }

    /** What is stored stays so, whoever does not want to hear of it. */
    private void tell(Outcome outcome) {
        if (outcome.marks().isEmpty() && outcome.deliveries().isEmpty()) {
            return;
        }
        try {
            events.publishEvent(outcome.event());
        } catch (RuntimeException failure) {
            LOG.atWarn().setCause(failure).log("devices are not told of moves");
        }
    }

    /**
     * @param held records that were read and are not stored
     */
    private void lookNowAndThen(Consumer<?, ?> consumer, int held) {
        if (System.nanoTime() - lookedAt < LOOK.toNanos()) {
            return;
        }
        lookedAt = System.nanoTime();
        try {
            metrics.lag(held + unread(consumer));
        } catch (TimeoutException | DataAccessException | TransactionException noAnswer) {
            LOG.atDebug().log("how much waits is not known");
        }
    }

    private static long unread(Consumer<?, ?> consumer) {
        var waiting = 0L;
        for (var end : consumer.endOffsets(consumer.assignment(), LOOK).entrySet()) {
            waiting += Math.max(0, end.getValue() - consumer.position(end.getKey(), LOOK));
        }
        return waiting;
    }

    private static void wasSetBack(int partition, long place) {
        LOG.atWarn()
                .addKeyValue("partition", partition)
                .addKeyValue("place", place)
                .log("database was set back: moves are read again");
    }

    private String topicId() {
        var known = topicId;
        if (known == null) {
            known = topic.id();
            topicId = known;
        }
        return known;
    }

    private static void waits(Exception outage) {
        LOG.atWarn()
                .addKeyValue("outage", outage.getClass().getSimpleName())
                .log("marks wait for PostgreSQL or Kafka");
    }
}
