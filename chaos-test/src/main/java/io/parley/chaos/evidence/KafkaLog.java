package io.parley.chaos.evidence;

import io.parley.model.log.ChatLog;
import io.parley.model.read.ReadLog;
import io.parley.model.wire.Json;
import io.parley.stack.infrastructure.KafkaAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.JsonNode;

/** The chat log, read from its first record to its end as of now. */
public record KafkaLog(KafkaAccess kafka) {

    private static final Duration POLL = Duration.ofSeconds(1);

    private static List<TopicPartition> partitions(String topic, int count) {
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** Where each partition ends now. */
    public Map<TopicPartition, Long> ends() {
        return ends(partitions(ChatLog.TOPIC, ChatLog.PARTITIONS));
    }

    /** Where the log of what people read ends now. */
    public Map<TopicPartition, Long> endsOfMoves() {
        return ends(partitions(ReadLog.TOPIC, ReadLog.PARTITIONS));
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        try (var consumer = consumer()) {
            return consumer.endOffsets(partitions);
        }
    }

    void read(Consumer<LogEntry> each) {
        read(partitions(ChatLog.TOPIC, ChatLog.PARTITIONS), each);
    }

    /** The moves of marks of what is read, of each person in their order. */
    List<Move> moves() {
        var moves = new ArrayList<Move>();
        read(
                partitions(ReadLog.TOPIC, ReadLog.PARTITIONS),
                entry -> {
                    var json = Json.MAPPER.readTree(entry.value());
                    if (!json.path("op").asString().equals("delivered")) {
                        moves.add(move(json));
                    }
                });
        return moves;
    }

    private static Move move(JsonNode json) {
        return new Move(
                json.path("userId").asString(),
                json.path("roomId").asString(),
                json.path("seq").asLong(),
                json.path("op").asString().equals("unread"));
    }

    private void read(List<TopicPartition> all, Consumer<LogEntry> each) {
        try (var consumer = consumer()) {
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
