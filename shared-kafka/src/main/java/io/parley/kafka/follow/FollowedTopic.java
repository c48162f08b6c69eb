package io.parley.kafka.follow;

import io.parley.kafka.connection.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A compacted topic, and how much of it is wanted.
 *
 * @param replicationFactor of the topic if it is made here; one that exists stays as it is
 * @param since how far back to begin; empty for what comes from now on
 */
public record FollowedTopic(
        KafkaConnection kafka,
        String name,
        int partitions,
        short replicationFactor,
        Optional<Duration> since) {

    List<TopicPartition> all() {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(name, partition))
                .toList();
    }

    NewTopic toMake() {
        return new NewTopic(name, partitions, replicationFactor)
                .configs(
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_COMPACT));
    }
}
