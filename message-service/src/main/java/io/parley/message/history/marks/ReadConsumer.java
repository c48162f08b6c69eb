package io.parley.message.history.marks;

import io.parley.message.infra.KafkaClients;
import io.parley.model.read.ReadLog;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** Reads {@code read.log}: the replicas share its partitions out among them. */
@Configuration(proxyBeanMethods = false)
class ReadConsumer {

    static final String GROUP = "read-marks";

    /** Moves that one transaction stores at most. */
    private static final int MAX_MOVES = 5_000;

    /** Where so much waits, a step is not waited for: some thousands of moves. */
    private static final int FULL_BYTES = 512 * 1024;

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(50);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration FORBIDDEN = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> readMoves(
            KafkaClients kafka, ReadSettings settings, ReadListener listener) {
        var config = kafka.consumerConfig("message-read", GROUP);
        // until the listener has read where to go on
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_MOVES);
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FULL_BYTES);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) settings.step().toMillis());
        var container =
                new ConcurrentMessageListenerContainer<>(factory(config), properties(listener));
        container.setCommonErrorHandler(untilStored());
        return container;
    }

    private static DefaultKafkaConsumerFactory<byte[], byte[]> factory(Map<String, Object> config) {
        return new DefaultKafkaConsumerFactory<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static ContainerProperties properties(ReadListener listener) {
        var properties = new ContainerProperties(ReadLog.TOPIC);
        properties.setMessageListener(listener);
        // nothing is ever acknowledged: places are the database's
        properties.setAckMode(ContainerProperties.AckMode.MANUAL);
        properties.setIdleEventInterval(IDLE.toMillis());
        properties.setShutdownTimeout(STOP_TIMEOUT.toMillis());
        // rights that are missing may be granted: it must not end for good
        properties.setAuthExceptionRetryInterval(FORBIDDEN);
        return properties;
    }

    /** Tries the same records until they are stored, whatever is wrong. */
    private static DefaultErrorHandler untilStored() {
        var backoff = new ExponentialBackOff(FIRST_BACKOFF.toMillis(), 2);
        backoff.setMaxInterval(MAX_BACKOFF.toMillis());
        var handler = new DefaultErrorHandler(backoff);
        handler.setClassifications(Map.of(), true);
        return handler;
    }
}
