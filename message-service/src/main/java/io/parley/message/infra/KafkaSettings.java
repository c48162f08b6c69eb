package io.parley.message.infra;

import io.parley.kafka.connection.KafkaConnection;
import io.parley.kafka.connection.KafkaSecurity;
import io.parley.model.service.ServerAddress;
import io.parley.service.WrongSetting;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How to reach Kafka, and how often the topics made here are replicated. */
@ConfigurationProperties("parley.kafka")
public record KafkaSettings(
        @DefaultValue("") String bootstrapServers,
        @DefaultValue("1") short replicationFactor,
        KafkaSecurity security) {

    private static final Pattern SERVERS = Pattern.compile(ServerAddress.HOST_PORTS);

    public KafkaSettings {
        WrongSetting.require(
                "PARLEY_KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers,
                SERVERS,
                "set it to host:port of a broker, or several with commas");
        if (replicationFactor < 1) {
            throw new WrongSetting(
                    "PARLEY_KAFKA_REPLICATION_FACTOR is wrong: set it to 1 or more, at most the"
                            + " number of brokers");
        }
    }

    public KafkaConnection connection() {
        return new KafkaConnection(bootstrapServers, security);
    }
}
