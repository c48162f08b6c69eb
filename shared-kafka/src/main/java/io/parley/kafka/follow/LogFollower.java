package io.parley.kafka.follow;

import io.parley.kafka.connection.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a compacted topic for this process alone, without a group: it sees every change. Makes
 * the topic if it is absent, and goes on where it was after any failure. One thread owns the
 * consumer and calls the listener; another asks Kafka once a second where the topic ends, which
 * tells how fresh is what has been applied.
 *
 * <p>Freshness needs nothing of the topic's writer: where the writer is away, nothing changes.
 */
public final class LogFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final FollowedTopic topic;
    private final LogListener listener;
    private final Applied applied = new Applied(System.nanoTime());
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Optional<KafkaConsumer<byte[], byte[]>> running = Optional.empty();
    private volatile Optional<Thread> thread = Optional.empty();
    private volatile Optional<EndQuestions> questions = Optional.empty();

    public LogFollower(FollowedTopic topic, LogListener listener) {
        this.topic = topic;
        this.listener = listener;
    }

    /** Begins to follow, and goes on until it is closed. */
    public void start() {
        questions = Optional.of(new EndQuestions(topic, applied));
        thread = Optional.of(Thread.ofPlatform().name("follow-" + topic.name()).start(this::run));
    }

    public boolean isRunning() {
        return thread.map(Thread::isAlive).orElse(false);
    }

    public String topic() {
        return topic.name();
    }

    /** Whether the topic has a partition of that number. */
    public boolean hasPartition(int number) {
        return number >= 0 && number < topic.partitions();
    }

    /** True once everything that was in the topic at some moment since the start is applied. */
    public boolean hasReachedEnd() {
        return applied.hasReachedEnd();
    }

    /** Waits for {@link #hasReachedEnd}; false where that took longer than {@code timeout}. */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return applied.awaitEnd(timeout);
    }

    /** For how long changes may have been made that are not applied here. */
    public Duration staleFor() {
        return Duration.ofNanos(applied.staleFor(System.nanoTime()));
    }

    /** Waits until a record is applied; false where that took longer than {@code timeout}. */
    public boolean awaitApplied(int partition, long offset, Duration timeout)
            throws InterruptedException {
        return applied.await(partition, offset, timeout);
    }

    @Override
    public void close() {
        stopping.countDown();
        running.ifPresent(KafkaConsumer::wakeup);
        questions.ifPresent(EndQuestions::close);
        thread.ifPresent(LogFollower::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join(LONGEST_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void run() {
        while (!isStopping()) {
            try (var consumer = new KafkaConsumer<byte[], byte[]>(consumerConfig(topic.kafka()))) {
                running = Optional.of(consumer);
                follow(consumer);
            } catch (WakeupException | InterruptException ended) {
                return;
            } catch (InvalidOffsetException lost) {
                LOG.error("{} is another topic than before, beginning anew", topic.name());
                applied.forget();
                listener.missed();
            } catch (RuntimeException e) {
                LOG.warn("{} cannot be followed, trying again: {}", topic.name(), e.toString());
                pause();
            } finally {
                running = Optional.empty();
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        ensureTopic();
        consumer.assign(topic.all());
        var known = applied.positions();
        if (known == null) {
            var begin = begin(consumer);
            seek(consumer, begin);
            applied.beginAt(begin);
        } else {
            seek(consumer, known);
        }
        while (!isStopping()) {
            var records = consumer.poll(POLL);
            for (var record : records) {
                apply(record);
                applied.advance(record.partition(), record.offset() + 1);
            }
            records.nextOffsets()
                    .forEach((where, next) -> applied.advance(where.partition(), next.offset()));
        }
    }

    /** The ends are read first: a record that comes in between is not skipped. */
    private long[] begin(KafkaConsumer<byte[], byte[]> consumer) {
        var partitions = topic.all();
        var ends = consumer.endOffsets(partitions);
        var begin = new long[topic.partitions()];
        ends.forEach((where, end) -> begin[where.partition()] = end);
        topic.since()
                .map(time -> Instant.now().minus(time).toEpochMilli())
                .ifPresent(
                        from ->
                                consumer.offsetsForTimes(
                                                partitions.stream()
                                                        .collect(
                                                                Collectors.toMap(
                                                                        where -> where, _ -> from)))
                                        .forEach(
                                                (where, found) -> {
                                                    if (found != null) {
                                                        begin[where.partition()] = found.offset();
                                                    }
                                                }));
        return begin;
    }

    private void seek(KafkaConsumer<byte[], byte[]> consumer, long[] positions) {
        for (var partition = 0; partition < positions.length; partition++) {
            consumer.seek(new TopicPartition(topic.name(), partition), positions[partition]);
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() != null) {
                listener.apply(record.value());
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "record not applied topic={} partition={} offset={}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e);
        }
    }

    private void ensureTopic() {
        try (var admin = Admin.create(clientConfig(topic.kafka()))) {
            admin.createTopics(List.of(topic.toMake()))
                    .all()
                    .get(KAFKA_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot make " + topic.name(), e.getCause());
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka does not answer", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void pause() {
        try {
            var _ = stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Map<String, Object> clientConfig(KafkaConnection kafka) {
        var config = kafka.config();
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        config.put(
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) KAFKA_PATIENCE.toMillis());
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) KAFKA_PATIENCE.toMillis());
        config.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return config;
    }

    static Map<String, Object> consumerConfig(KafkaConnection kafka) {
        var config = clientConfig(kafka);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A place that is not there any more must be noticed, not skipped
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
        return config;
    }
}
