package io.parley.message.infra;

import io.parley.kafka.connection.KafkaRefusal;
import io.parley.kafka.topic.LogTopic;
import io.parley.model.log.ChatLog;
import io.parley.model.room.RoomLog;
import io.parley.model.user.UserLog;
import io.parley.service.WrongSetting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The topics, made if they are absent. */
@Component
public class Topics {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final int ATTEMPTS = 3;

    private final KafkaClients kafka;
    private final short replicationFactor;

    public Topics(KafkaClients kafka, KafkaSettings settings) {
        this.kafka = kafka;
        this.replicationFactor = settings.replicationFactor();
    }

    /**
     * Makes what is absent.
     *
     * @throws WrongSetting where {@code chat.log} has another number of partitions, or Kafka does
     *     not answer
     */
    public void ensure() {
        try (var admin = kafka.admin("message-topics")) {
            for (var topic :
                    List.of(
                            LogTopic.make(replicationFactor),
                            LogTopic.makeReadLog(replicationFactor),
                            compacted(RoomLog.TOPIC, RoomLog.PARTITIONS),
                            compacted(UserLog.TOPIC, UserLog.PARTITIONS))) {
                make(admin, topic);
            }
            checkPartitions(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private NewTopic compacted(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.of(replicationFactor))
                .configs(
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    private static void make(Admin admin, NewTopic topic) throws InterruptedException {
        for (var attempt = 1; ; attempt++) {
            try {
                admin.createTopics(List.of(topic)).all().get();
                LOG.atInfo().addKeyValue("topic", topic.name()).log("topic made");
                return;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TopicExistsException) {
                    return;
                }
                if (attempt == ATTEMPTS || !(e.getCause() instanceof RetriableException)) {
                    throw refused(topic.name(), e);
                }
                LOG.atWarn().addKeyValue("topic", topic.name()).log("Kafka does not answer yet");
            }
        }
    }

    private static void checkPartitions(Admin admin) throws InterruptedException {
        try {
            var partitions = LogTopic.describe(admin).partitions().size();
            if (partitions != ChatLog.PARTITIONS) {
                throw new WrongSetting(
                        "Topic %s has %d partitions instead of %d: PARLEY_KAFKA_BOOTSTRAP_SERVERS must name a cluster whose %s was made by Parley"
                                .formatted(
                                        ChatLog.TOPIC,
                                        partitions,
                                        ChatLog.PARTITIONS,
                                        ChatLog.TOPIC));
            }
        } catch (ExecutionException e) {
            throw refused(ChatLog.TOPIC, e);
        }
    }

    private static WrongSetting refused(String topic, ExecutionException failure) {
        LOG.atError().setCause(failure.getCause()).log("Kafka refused");
        if (failure.getCause() instanceof AuthenticationException) {
            throw KafkaRefusal.of(failure);
        }
        return new WrongSetting(
                "Topic "
                        + topic
                        + " cannot be made or read: check that PARLEY_KAFKA_BOOTSTRAP_SERVERS names"
                        + " running brokers, at least as many as PARLEY_KAFKA_REPLICATION_FACTOR");
    }
}
