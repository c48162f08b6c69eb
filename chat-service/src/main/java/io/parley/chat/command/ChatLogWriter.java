package io.parley.chat.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.chat.link.ChatLogTopic;
import io.parley.chat.link.LogProducers;
import io.parley.kafka.trace.MessageTracer;
import io.parley.kafka.trace.Step;
import io.parley.model.log.ChatLog;
import io.parley.model.log.LogRecord;
import io.parley.model.log.LogRecordCodec;
import io.parley.model.wire.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The pod's producer to the chat log: acknowledged by all in-sync replicas, idempotent, so that
 * records of one room keep the order in which they were appended.
 */
@Component
class ChatLogWriter implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ChatLogWriter.class);

    /** After this the sender is told that the outcome is unknown. */
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(10);

    private static final String NOT_TAKEN = "It was not done.";
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_BLOCK = Duration.ofMillis(500);
    private static final int METADATA_TRIES = 40;
    private static final long BUFFER_BYTES = 32L << 20;

    private static final Map<String, Object> OWN_CONFIG =
            Map.ofEntries(
                    // The receipt waits for the log: a record that comes alone goes at once, and
                    // while one is on its way the next ones form a batch
                    Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                    Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
                    Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024),
                    Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES),
                    Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK.toMillis()),
                    Map.entry(
                            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            (int) REQUEST_TIMEOUT.toMillis()),
                    Map.entry(
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                            (int) DELIVERY_TIMEOUT.toMillis()));

    private final KafkaProducer<byte[], byte[]> producer;
    private final LogGate gate;
    private final SendMetrics metrics;
    private final MessageTracer tracer;

    /** Takes the topic so that nothing is appended before it is known to be the right one. */
    ChatLogWriter(
            LogProducers producers,
            ChatLogTopic topic,
            LogGate gate,
            SendMetrics metrics,
            MessageTracer tracer) {
        this.tracer = tracer;
        this.gate = gate;
        this.producer = producers.make("", OWN_CONFIG);
        this.metrics = metrics;
        awaitMetadata();
        log.info("appending to topic={} timeline={}", ChatLog.TOPIC, topic.timeline());
    }

    /**
     * A send waits for the topic's metadata only for a moment. A pod that has just started would
     * tell its first senders that the outcome is unknown, all of them at once.
     */
    private void awaitMetadata() {
        for (int left = METADATA_TRIES; left > 0; left--) {
            try {
                var _ = producer.partitionsFor(ChatLog.TOPIC);
                return;
            } catch (TimeoutException e) {
                log.info("waiting for metadata of topic={}", ChatLog.TOPIC);
            }
        }
    }

    CompletableFuture<CommandResult> append(LogRecord message) {
        if (!gate.enter()) {
            var code = gate.isOpen() ? ErrorCode.OVERLOADED : ErrorCode.UNAVAILABLE;
            metrics.refused();
            return CommandResult.notNow(code, NOT_TAKEN).done();
        }
        var started = metrics.start();
        var startedAt = Instant.now();
        var result = new CompletableFuture<CommandResult>();
        send(message, result);
        return result.whenComplete(
                (outcome, _) -> {
                    gate.leave(outcome instanceof CommandResult.Accepted);
                    metrics.finished(started, outcome);
                    tracer.recordUntilNow(Step.APPEND, message.id(), "", startedAt, 0);
                });
    }

    private void send(LogRecord message, CompletableFuture<CommandResult> result) {
        var record =
                new ProducerRecord<>(
                        ChatLog.TOPIC,
                        ChatLog.partitionOf(message.room()),
                        message.room().toString().getBytes(US_ASCII),
                        LogRecordCodec.encode(message));
        tracer.mark(record.headers(), message.id());
        var caller = Thread.currentThread();
        try {
            var _ =
                    producer.send(
                            record,
                            (_, failure) ->
                                    result.complete(
                                            failure != null && Thread.currentThread().equals(caller)
                                                    ? notTaken(message, failure)
                                                    : outcome(message, failure)));
        } catch (KafkaException e) {
            // Thrown by some failures that also reach the callback; the first to complete wins
            result.complete(outcome(message, e));
        }
    }

    /** The producer failed before it had the record: its buffer is full, or it knows no broker. */
    private static CommandResult notTaken(LogRecord message, Exception failure) {
        return failure instanceof RecordTooLargeException
                ? outcome(message, failure)
                : CommandResult.notNow(ErrorCode.UNAVAILABLE, NOT_TAKEN);
    }

    private static CommandResult outcome(LogRecord message, @Nullable Exception failure) {
        if (failure == null) {
            return new CommandResult.Accepted(message.id());
        }
        if (failure instanceof RecordTooLargeException) {
            return CommandResult.refused(ErrorCode.VALIDATION_FAILED, "It is too large.");
        }
        log.warn("append failed roomId={} cause={}", message.room(), failure.toString());
        return new CommandResult.Unknown();
    }

    @Override
    public void destroy() {
        producer.close(DELIVERY_TIMEOUT);
    }
}
