package io.parley.chaos.evidence;

import io.parley.model.log.ChatLog;
import io.parley.stack.infrastructure.KafkaAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The chat log, read from its first record to its end as of now. */
public record KafkaLog(KafkaAccess kafka) {

    private static final Duration POLL = Duration.ofSeconds(1);

    private static List<TopicPartition> partitions() {
        return IntStream.range(0, ChatLog.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(ChatLog.TOPIC, partition))
                .toList();
    }

    /** Where each partition ends now. */
    public Map<TopicPartition, Long> ends() {
        try (var consumer = consumer()) {
            return consumer.endOffsets(partitions());
        }
    }

    void read(Consumer<LogEntry> each) {
        try (var consumer = consumer()) {
            var all = partitions();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            var ends = consumer.endOffsets(all);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(POLL)) {
                    each.accept(
                            new LogEntry(
                                    record.partition(),
                                    record.offset(),
                                    record.timestamp(),
                                    record.key(),
                                    record.value()));
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                kafka.config(Map.of(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
