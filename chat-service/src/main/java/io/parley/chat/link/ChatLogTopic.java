package io.parley.chat.link;

import io.parley.kafka.connection.KafkaRefusal;
import io.parley.kafka.topic.LogTopic;
import io.parley.model.log.ChatLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.stereotype.Component;

/** The topic of the chat log: made at start if it is absent, refused if it is another than ours. */
@Component
public class ChatLogTopic {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String timeline;

    ChatLogTopic(KafkaSettings settings) {
        var config = settings.connection().config();
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try (var admin = Admin.create(config)) {
            create(admin, settings.replicationFactor());
            this.timeline = verify(describe(admin)).topicId().toString();
        }
    }

    /** The log's identity: another one means that the log was lost and numbers start anew. */
    public String timeline() {
        return timeline;
    }

    private static void create(Admin admin, short replicationFactor) {
        var topic = LogTopic.make(replicationFactor);
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

    private static TopicDescription describe(Admin admin) {
        try {
            return LogTopic.describe(admin);
        } catch (ExecutionException | InterruptedException e) {
            throw unreachable(e);
        }
    }

    private static TopicDescription verify(TopicDescription topic) {
        if (topic.partitions().size() != ChatLog.PARTITIONS) {
            throw new IllegalStateException(
                    "The topic %s has %d partitions and must have %d: point PARLEY_KAFKA_BOOTSTRAP_SERVERS to a cluster of Parley's own"
                            .formatted(
                                    ChatLog.TOPIC, topic.partitions().size(), ChatLog.PARTITIONS));
        }
        return topic;
    }

    private static KafkaRefusal unreachable(Exception cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return KafkaRefusal.of(cause);
    }
}
