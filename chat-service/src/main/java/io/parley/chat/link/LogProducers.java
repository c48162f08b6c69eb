package io.parley.chat.link;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.stereotype.Component;

/**
 * Makes the pod's producers of logs: acknowledged by all in-sync replicas and idempotent, so that
 * records of one partition keep the order in which they were appended.
 */
@Component
public class LogProducers {

    private static final Map<String, Object> ALL =
            Map.of(
                    ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                    ByteArraySerializer.class,
                    ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                    ByteArraySerializer.class,
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    true,
                    ProducerConfig.COMPRESSION_TYPE_CONFIG,
                    "lz4");

    private final KafkaSettings kafka;
    private final PodSettings pod;

    LogProducers(KafkaSettings kafka, PodSettings pod) {
        this.kafka = kafka;
        this.pod = pod;
    }

    /**
     * A producer for its caller to close.
     *
     * @param suffix tells the pod's producers apart in Kafka
     * @param own how long it gathers and waits, and how much
     */
    public KafkaProducer<byte[], byte[]> make(String suffix, Map<String, Object> own) {
        var config = kafka.connection().config();
        config.putAll(ALL);
        config.putAll(own);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "chat-" + pod.id() + suffix);
        return new KafkaProducer<>(config);
    }
}
