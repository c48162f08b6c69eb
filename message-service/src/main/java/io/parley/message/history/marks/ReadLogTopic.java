package io.parley.message.history.marks;

import io.parley.kafka.topic.LogTopic;
import io.parley.message.infra.KafkaClients;
import io.parley.model.read.ReadLog;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.springframework.stereotype.Component;

/** Which {@code read.log} Kafka has: one that was made anew begins its offsets anew. */
@Component
class ReadLogTopic {

    private final KafkaClients kafka;

    ReadLogTopic(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /**
     * Kafka's id of the topic.
     *
     * @throws KafkaException while Kafka is away
     */
    String id() {
        try (var admin = kafka.admin("message-read-log")) {
            return LogTopic.describe(admin, ReadLog.TOPIC).topicId().toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka does not say which log it has", e);
        }
    }
}
