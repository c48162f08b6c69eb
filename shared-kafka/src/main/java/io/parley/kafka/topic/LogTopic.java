package io.parley.kafka.topic;

import io.parley.model.log.ChatLog;
import io.parley.model.read.ReadLog;
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

/** How the logs are made, whoever comes first, and what Kafka says of {@code chat.log}. */
public final class LogTopic {

    private static final Duration RETENTION = Duration.ofDays(7);
    private static final int MAY_LOSE_A_COPY = 3;
    private static final Duration HEARD_OF_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(50);

    private LogTopic() {}

    /** With three copies and more, two hold a record before it is acknowledged. */
    public static NewTopic make(short replicationFactor) {
        return new NewTopic(ChatLog.TOPIC, ChatLog.PARTITIONS, replicationFactor)
                .configs(configs(replicationFactor, RETENTION));
    }

    /** How {@code read.log} is made: what people have read is kept as safely as what they wrote. */
    public static NewTopic makeReadLog(short replicationFactor) {
        return new NewTopic(ReadLog.TOPIC, ReadLog.PARTITIONS, replicationFactor)
                .configs(configs(replicationFactor, ReadLog.RETENTION));
    }

    private static Map<String, String> configs(short replicationFactor, Duration retention) {
        return Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.toMillis()),
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                replicationFactor >= MAY_LOSE_A_COPY ? "2" : "1",
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                "false");
    }

    /**
     * Waits up to 10 s for a topic that has just been made: the broker asked may not have heard of
     * it.
     *
     * @throws ExecutionException where Kafka refuses, does not answer, or does not have it
     */
    public static TopicDescription describe(Admin admin)
            throws InterruptedException, ExecutionException {
        return describe(admin, ChatLog.TOPIC);
    }

    /** The same of any topic. */
    public static TopicDescription describe(Admin admin, String topic)
            throws InterruptedException, ExecutionException {
        var end = System.nanoTime() + HEARD_OF_WITHIN.toNanos();
        while (true) {
            try {
                var topics = admin.describeTopics(List.of(topic)).allTopicNames().get();
                return Objects.requireNonNull(topics.get(topic));
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
