package io.parley.chat.link;

import io.parley.kafka.connection.KafkaRefusal;
import io.parley.kafka.topic.LogTopic;
import io.parley.model.log.ChatLog;
import io.parley.model.read.ReadLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.stereotype.Component;

/**
 * The topics that the pod appends to: made at start if they are absent, refused if they are others
 * than ours.
 */
@Component
public class ChatLogTopic {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String timeline;

    ChatLogTopic(KafkaSettings settings) {
        var config = settings.connection().config();
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try (var admin = Admin.create(config)) {
            make(admin, LogTopic.make(settings.replicationFactor()));
            make(admin, LogTopic.makeReadLog(settings.replicationFactor()));
            this.timeline = verified(admin, ChatLog.TOPIC, ChatLog.PARTITIONS).toString();
            var _ = verified(admin, ReadLog.TOPIC, ReadLog.PARTITIONS);
        }
    }

    /** The log's identity: another one means that the log was lost and numbers start anew. */
    public String timeline() {
        return timeline;
    }

    private static void make(Admin admin, NewTopic topic) {
        try {
            admin.createTopics(List.of(topic)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw unreachable(e);
            }
        } catch (InterruptedException | TimeoutException e) {
            throw unreachable(e);
        }
    }

    /** The topic's identity. */
    private static Uuid verified(Admin admin, String name, int partitions) {
        var topic = describe(admin, name);
        if (topic.partitions().size() != partitions) {
            throw new IllegalStateException(
                    "The topic %s has %d partitions and must have %d: point PARLEY_KAFKA_BOOTSTRAP_SERVERS to a cluster of Parley's own"
                            .formatted(name, topic.partitions().size(), partitions));
        }
        return topic.topicId();
    }

    private static TopicDescription describe(Admin admin, String name) {
        try {
            return LogTopic.describe(admin, name);
        } catch (ExecutionException | InterruptedException e) {
            throw unreachable(e);
        }
    }

    private static KafkaRefusal unreachable(Exception cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return KafkaRefusal.of(cause);
    }
}
