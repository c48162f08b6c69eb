package io.parley.chaos.fault;

import io.parley.chaos.control.ChaosSuite;
import io.parley.model.log.ChatLog;
import io.parley.stack.infrastructure.KafkaAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Somebody joins a consumer group, is given partitions, does nothing with them and leaves; twice
 * (F18).
 */
final class ConsumerChurn implements Fault {

    private static final int TIMES = 2;
    private static final Duration STAY = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaAccess kafka;
    private final String group;
    private final Class<?> assignor;

    ConsumerChurn(KafkaAccess kafka, String group, Class<?> assignor) {
        this.kafka = kafka;
        this.group = group;
        this.assignor = assignor;
    }

    @Override
    public String kind() {
        return "F18 a stranger joins and leaves group " + group;
    }

    @Override
    public String detail() {
        return TIMES + " times";
    }

    @Override
    public Set<Effect> allows() {
        return Set.of(Effect.PUSH_LATE, Effect.HISTORY_BEHIND);
    }

    @Override
    public Duration hold() {
        return Duration.ZERO;
    }

    @Override
    public void apply() {
        for (int i = 0; i < TIMES; i++) {
            try (var consumer = consumer()) {
                consumer.subscribe(List.of(ChatLog.TOPIC));
                long end = System.nanoTime() + STAY.toNanos();
                while (System.nanoTime() < end) {
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
                                group,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "latest",
                                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                                6_000,
                                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                                assignor.getName())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void heal() {
        // it has left already
    }

    @Override
    public List<String> affected() {
        return List.of(ChaosSuite.KAFKA);
    }
}
