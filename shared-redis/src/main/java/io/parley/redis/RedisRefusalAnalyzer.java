package io.parley.redis;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Prints a {@link RedisRefusal} as one sentence instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class RedisRefusalAnalyzer extends AbstractFailureAnalyzer<RedisRefusal> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RedisRefusal cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
