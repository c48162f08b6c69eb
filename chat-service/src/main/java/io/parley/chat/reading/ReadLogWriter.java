package io.parley.chat.reading;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.chat.link.ChatLogTopic;
import io.parley.chat.link.LogProducers;
import io.parley.chat.reading.PendingMove.Failure;
import io.parley.model.read.ReadLog;
import io.parley.model.read.ReadMove;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Appends moves to the read log, in the order in which they come. While Kafka is away they wait,
 * those for which the producer has no place in a queue here; what is too old is dropped.
 */
@Component
class ReadLogWriter implements DisposableBean {

    /** So long after it came a move is dropped: the client reads on, or says so again. */
    static final Duration KEPT = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(ReadLogWriter.class);

    private static final Duration LINGER = Duration.ofMillis(50);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(4);

    /** A move has been gathered for a second by then. */
    private static final Duration DELIVERY_TIMEOUT = KEPT.minusSeconds(1);

    private static final Duration LONGEST_BLOCK = Duration.ofMillis(500);
    private static final Duration LAST_ONES = Duration.ofSeconds(2);

    private static final Map<String, Object> CONFIG =
            Map.of(
                    ProducerConfig.LINGER_MS_CONFIG,
                    LINGER.toMillis(),
                    ProducerConfig.BUFFER_MEMORY_CONFIG,
                    8L << 20,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    LONGEST_BLOCK.toMillis(),
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    (int) REQUEST_TIMEOUT.toMillis(),
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    (int) DELIVERY_TIMEOUT.toMillis());

    private final KafkaProducer<byte[], byte[]> producer;

    /** Bounded by whoever lets moves in. */
    private final BlockingQueue<PendingMove> waiting = new LinkedBlockingQueue<>();

    private final Thread thread;

    /** Takes the topic so that nothing is appended before it is known to be the right one. */
    ReadLogWriter(LogProducers producers, ChatLogTopic topic) {
        this.producer = producers.make("-read", CONFIG);
        this.thread = Thread.ofPlatform().daemon().name("read-log").start(this::appendAll);
        log.debug("appending to topic={} timeline={}", ReadLog.TOPIC, topic.timeline());
    }

    /** Does not block. */
    void append(PendingMove move) {
        waiting.add(move);
    }

    /** What is here still gets a moment. */
    @Override
    public void destroy() throws InterruptedException {
        var end = System.nanoTime() + LAST_ONES.toNanos();
        while (!waiting.isEmpty() && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(LINGER.toMillis());
        }
        thread.interrupt();
        producer.close(LAST_ONES);
    }

    private void appendAll() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                append(waiting.take(), new Attempt());
            }
        } catch (InterruptedException stopped) {
            log.debug("the pod stops");
        }
    }

    /** The next one does not overtake it: a pointer's moves keep their order. */
    private void append(PendingMove move, Attempt attempt) {
        while (attempt.isRefused && !Thread.currentThread().isInterrupted()) {
            if (move.isOlderThan(KEPT)) {
                move.ended().complete(Optional.of(Failure.UNAVAILABLE));
                return;
            }
            attempt.run(move);
        }
    }

    /** Tries to hand a move to the producer, which blocks for a moment where it cannot take it. */
    private final class Attempt {

        /** The thread's own. */
        private boolean isRefused = true;

        void run(PendingMove move) {
            isRefused = false;
            var caller = Thread.currentThread();
            try {
                var _ =
                        producer.send(
                                entry(move.move()),
                                (_, failure) -> {
                                    if (failure != null && Thread.currentThread().equals(caller)) {
                                        isRefused = true;
                                    } else {
                                        answered(move.ended(), failure);
                                    }
                                });
            } catch (KafkaException e) {
                isRefused = true;
            }
        }

        private static ProducerRecord<byte[], byte[]> entry(ReadMove move) {
            return new ProducerRecord<>(
                    ReadLog.TOPIC,
                    ReadLog.partitionOf(move.userId()),
                    move.userId().toString().getBytes(US_ASCII),
                    move.toJson());
        }

        private static void answered(
                CompletableFuture<Optional<Failure>> ended, @Nullable Exception failure) {
            if (failure != null) {
                log.debug("a move was not taken cause={}", failure.toString());
            }
            ended.complete(Optional.ofNullable(failure).map(_ -> Failure.UNAVAILABLE));
        }
    }
}
