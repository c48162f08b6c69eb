package io.parley.kafka.connection;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** Where Kafka is, and how clients reach it. */
public record KafkaConnection(String bootstrapServers, KafkaSecurity security) {

    /** Neither encrypted nor signed in. */
    public static KafkaConnection plain(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, KafkaSecurity.NONE);
    }

    /** What every client's configuration begins with; the caller's own to add to. */
    public Map<String, Object> config() {
        var config = security.config();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return config;
    }
}
