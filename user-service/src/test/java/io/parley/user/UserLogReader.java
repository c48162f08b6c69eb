package io.parley.user;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.model.user.UserLog;
import io.parley.model.user.UserSnapshot;
import io.parley.model.wire.Json;
import io.parley.test.Infrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the log of accounts from its beginning. */
final class UserLogReader {

    private static final TopicPartition PARTITION = new TopicPartition(UserLog.TOPIC, 0);

    private UserLogReader() {}

    /** What the log says about somebody by now, the oldest first. */
    static List<UserSnapshot> of(String userId) {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        Infrastructure.shared().kafkaBootstrapServers(),
                        "allow.auto.create.topics",
                        false);
        var found = new ArrayList<UserSnapshot>();
        try (var consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
            while (consumer.position(PARTITION) < end) {
                for (var each : consumer.poll(Duration.ofMillis(200))) {
                    if (userId.equals(new String(each.key(), US_ASCII))) {
                        found.add(Json.MAPPER.readValue(each.value(), UserSnapshot.class));
                    }
                }
            }
        }
        return found;
    }

    static UserSnapshot last(String userId) {
        return of(userId).getLast();
    }
}
