package io.parley.kafka.topic;

import io.parley.model.log.ChatLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** How {@code chat.log} is made, whoever comes first, and what Kafka says of it. */
public final class LogTopic {

    private static final Duration RETENTION = Duration.ofDays(7);
    private static final int MAY_LOSE_A_COPY = 3;
    private static final Duration HEARD_OF_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(50);

    private LogTopic() {}

    /** With three copies and more, two hold a record before it is acknowledged. */
    public static NewTopic make(short replicationFactor) {
        return new NewTopic(ChatLog.TOPIC, ChatLog.PARTITIONS, replicationFactor)
                .configs(
                        Map.of(
                                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                                "LogAppendTime",
                                TopicConfig.RETENTION_MS_CONFIG,
                                Long.toString(RETENTION.toMillis()),
                                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                                replicationFactor >= MAY_LOSE_A_COPY ? "2" : "1",
                                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                                "false"));
    }

    /**
     * Waits up to 10 s for a topic that has just been made: the broker asked may not have heard of
     * it.
     *
     * @throws ExecutionException where Kafka refuses, does not answer, or does not have it
     */
    public static TopicDescription describe(Admin admin)
            throws InterruptedException, ExecutionException {
        var end = System.nanoTime() + HEARD_OF_WITHIN.toNanos();
        while (true) {
            try {
                var topics = admin.describeTopics(List.of(ChatLog.TOPIC)).allTopicNames().get();
                return Objects.requireNonNull(topics.get(ChatLog.TOPIC));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
                        || System.nanoTime() - end > 0) {
                    throw e;
                }
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            }
        }
    }
}
