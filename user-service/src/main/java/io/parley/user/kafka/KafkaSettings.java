package io.parley.user.kafka;

import io.parley.kafka.connection.KafkaConnection;
import io.parley.kafka.connection.KafkaSecurity;
import io.parley.model.service.ServerAddress;
import io.parley.service.WrongSetting;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** How to reach Kafka, and how often the topic made here is replicated. */
@ConfigurationProperties("parley.kafka")
record KafkaSettings(String bootstrapServers, short replicationFactor, KafkaSecurity security) {

    private static final Pattern SERVERS = Pattern.compile(ServerAddress.HOST_PORTS);

    KafkaSettings {
        if (!SERVERS.matcher(bootstrapServers).matches()) {
            throw new WrongSetting(
                    "PARLEY_KAFKA_BOOTSTRAP_SERVERS must be set to host:port of a broker, or"
                            + " several with commas.");
        }
        if (replicationFactor < 1) {
            throw new WrongSetting(
                    "PARLEY_KAFKA_REPLICATION_FACTOR must be 1 or more, at most the number of"
                            + " brokers.");
        }
    }

    KafkaConnection connection() {
        return new KafkaConnection(bootstrapServers, security);
    }
}
