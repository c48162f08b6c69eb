package io.parley.chat.link;

import io.parley.kafka.connection.KafkaConnection;
import io.parley.kafka.connection.KafkaSecurity;
import io.parley.model.service.ServerAddress;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where Kafka is.
 *
 * @param replicationFactor of topics that this service makes; existing ones stay as they are
 */
@Validated
@ConfigurationProperties("parley.kafka")
public record KafkaSettings(
        @Pattern(
                        regexp = ServerAddress.HOST_PORTS,
                        message =
                                "PARLEY_KAFKA_BOOTSTRAP_SERVERS must be set, for example kafka:9092")
                String bootstrapServers,
        @Min(value = 1, message = "PARLEY_KAFKA_REPLICATION_FACTOR must be 1 to 9")
                @Max(value = 9, message = "PARLEY_KAFKA_REPLICATION_FACTOR must be 1 to 9")
                short replicationFactor,
        KafkaSecurity security) {

    public KafkaConnection connection() {
        return new KafkaConnection(bootstrapServers, security);
    }
}
