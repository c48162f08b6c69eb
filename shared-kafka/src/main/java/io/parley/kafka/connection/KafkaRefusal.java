package io.parley.kafka.connection;

import io.parley.service.WrongSetting;

/** Kafka cannot be used as it is set; the message says why and what to do, and holds no secret. */
public final class KafkaRefusal extends WrongSetting {

    KafkaRefusal(String message) {
        super(message);
    }

    private KafkaRefusal(String message, Throwable cause) {
        super(message, cause);
    }

    /** What a failure at start means. */
    public static KafkaRefusal of(Throwable failure) {
        return new KafkaRefusal(KafkaFailures.explain(failure), failure);
    }
}
