package io.parley.kafka.connection;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Prints a {@link KafkaRefusal} as one sentence instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class KafkaRefusalAnalyzer extends AbstractFailureAnalyzer<KafkaRefusal> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, KafkaRefusal cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
