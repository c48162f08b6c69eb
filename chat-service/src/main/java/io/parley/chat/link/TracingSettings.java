package io.parley.chat.link;

import io.parley.kafka.trace.MessageTracer;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Traces of single messages.
 *
 * @param endpoint where they are sent to; empty turns them off
 * @param percent of messages
 */
@Validated
@ConfigurationProperties("parley.tracing")
record TracingSettings(
        @Pattern(
                        regexp = "(https?://[^\\s/]+(/\\S*)?)?",
                        message =
                                "PARLEY_TRACING_ENDPOINT must be empty or a URL such as"
                                        + " http://collector:4318/v1/traces")
                String endpoint,
        @DecimalMin(value = "0", message = "PARLEY_TRACING_PERCENT must be 0 to 100")
                @DecimalMax(value = "100", message = "PARLEY_TRACING_PERCENT must be 0 to 100")
                double percent) {

    MessageTracer tracer(PodSettings pod) {
        return MessageTracer.of(endpoint, percent, "chat-service", pod.id());
    }
}
