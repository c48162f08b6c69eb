package io.parley.chat.policy;

import io.parley.chat.link.KafkaSettings;
import io.parley.model.room.RoomLog;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Reads all of the room log from its end on, without a group: each pod sees every change. One
 * thread owns the consumer.
 */
@Component
class RoomLogFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RoomLogFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final KafkaSettings kafka;
    private final LivePolicy policy;
    private volatile Optional<KafkaConsumer<byte[], byte[]>> running = Optional.empty();
    private volatile Optional<Thread> thread = Optional.empty();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean hasFollowed;

    RoomLogFollower(KafkaSettings kafka, LivePolicy policy) {
        this.kafka = kafka;
        this.policy = policy;
    }

    @Override
    public void start() {
        thread = Optional.of(Thread.ofPlatform().name("room-log").start(this::run));
    }

    @Override
    public void stop() {
        stopping.countDown();
        running.ifPresent(KafkaConsumer::wakeup);
    }

    @Override
    public boolean isRunning() {
        return thread.map(Thread::isAlive).orElse(false);
    }

    /** False until the room log is followed for the first time. */
    boolean hasFollowed() {
        return hasFollowed;
    }

    private void run() {
        while (!isStopping()) {
            try (var consumer = new KafkaConsumer<byte[], byte[]>(config())) {
                running = Optional.of(consumer);
                follow(consumer);
            } catch (WakeupException | InterruptException ended) {
                return;
            } catch (RuntimeException e) {
                log.warn("the room log cannot be followed, trying again: {}", e.toString());
            } finally {
                running = Optional.empty();
                policy.setFresh(false);
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        var partitions = awaitPartitions(consumer);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Positions are looked up lazily: what changes from here on must not be missed
        partitions.forEach(consumer::position);
        policy.setFresh(true);
        hasFollowed = true;
        while (!isStopping()) {
            consumer.poll(POLL).forEach(this::apply);
        }
    }

    /** message-service makes the topic, and may start later than this pod. */
    private List<TopicPartition> awaitPartitions(KafkaConsumer<byte[], byte[]> consumer) {
        while (true) {
            var partitions = consumer.partitionsFor(RoomLog.TOPIC);
            if (partitions != null && partitions.size() == RoomLog.PARTITIONS) {
                return partitions.stream()
                        .map(info -> new TopicPartition(RoomLog.TOPIC, info.partition()))
                        .toList();
            }
            pause();
        }
    }

    private void pause() {
        try {
            if (stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WakeupException();
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        try {
            policy.apply(Json.MAPPER.readValue(record.value(), RoomSnapshot.class));
        } catch (JacksonException | IllegalArgumentException e) {
            log.error(
                    "unreadable room log record partition={} offset={}",
                    record.partition(),
                    record.offset());
        }
    }

    private Map<String, Object> config() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                250);
    }
}
