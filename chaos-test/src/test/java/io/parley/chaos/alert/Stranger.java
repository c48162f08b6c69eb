package io.parley.chaos.alert;

import io.parley.model.log.ChatLog;
import io.parley.stack.infrastructure.KafkaAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Joins the group that stores the log as soon as it has left it, until it is told to stop. */
final class Stranger {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int SESSION_MILLIS = 6_000;
    private static final int POLLS = 8;

    private final KafkaAccess kafka;
    private final Thread thread;
    private volatile boolean isOver;

    Stranger(KafkaAccess kafka) {
        this.kafka = kafka;
        this.thread = Thread.ofPlatform().name("stranger").start(this::run);
    }

    private void run() {
        while (!isOver) {
            try (var consumer = consumer()) {
                consumer.subscribe(List.of(ChatLog.TOPIC));
                for (int i = 0; i < POLLS && !isOver; i++) {
                    var _ = consumer.poll(POLL);
                    consumer.pause(consumer.assignment());
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                kafka.config(
                        Map.of(
                                ConsumerConfig.GROUP_ID_CONFIG,
                                "persist",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "latest",
                                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                                SESSION_MILLIS,
                                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                                CooperativeStickyAssignor.class.getName())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    void leave() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
