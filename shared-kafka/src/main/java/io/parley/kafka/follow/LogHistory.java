package io.parley.kafka.follow;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads once what a compacted topic holds, beside a {@link LogFollower} that need not wait for it.
 * A failure begins it anew, so that records may come twice.
 */
public final class LogHistory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogHistory.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final FollowedTopic topic;
    private final Consumer<byte[]> record;
    private final Runnable done;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Optional<KafkaConsumer<byte[], byte[]>> running = Optional.empty();

    /**
     * @param record takes each value, in the order of its partition
     * @param done called once all that was there at some moment since the start has been taken
     */
    public LogHistory(FollowedTopic topic, Consumer<byte[]> record, Runnable done) {
        this.topic = topic;
        this.record = record;
        this.done = done;
    }

    /** Begins to read, on a thread of its own. */
    public void start() {
        var _ = Thread.ofPlatform().daemon().name("history-" + topic.name()).start(this::run);
    }

    @Override
    public void close() {
        stopping.countDown();
        running.ifPresent(KafkaConsumer::wakeup);
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try (var consumer =
                    new KafkaConsumer<byte[], byte[]>(LogFollower.consumerConfig(topic.kafka()))) {
                running = Optional.of(consumer);
                if (read(consumer)) {
                    done.run();
                }
                return;
            } catch (WakeupException | InterruptException ended) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("{} cannot be read, trying again: {}", topic.name(), e.toString());
                pause();
            } finally {
                running = Optional.empty();
            }
        }
    }

    /** False where it was stopped before the end. */
    private boolean read(KafkaConsumer<byte[], byte[]> consumer) {
        var partitions = topic.all();
        var ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (stopping.getCount() > 0) {
            if (ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                return true;
            }
            consumer.poll(POLL).forEach(each -> take(each.value()));
        }
        return false;
    }

    private void take(byte[] value) {
        try {
            if (value != null) {
                record.accept(value);
            }
        } catch (RuntimeException e) {
            LOG.error("record not read topic={}", topic.name(), e);
        }
    }

    private void pause() {
        try {
            var _ = stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
