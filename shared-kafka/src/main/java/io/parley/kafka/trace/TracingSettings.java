package io.parley.kafka.trace;

import io.parley.service.WrongSetting;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Traces of single messages.
 *
 * @param endpoint where they are sent to; empty turns them off
 * @param percent of messages
 */
@ConfigurationProperties("parley.tracing")
public record TracingSettings(String endpoint, String percent) {

    private static final Pattern URL = Pattern.compile("https?://[^\\s/]+(/\\S*)?");
    private static final Pattern PERCENT = Pattern.compile("100(\\.0+)?|\\d{1,2}(\\.\\d+)?");

    public TracingSettings {
        if (!endpoint.isEmpty()) {
            WrongSetting.require(
                    "PARLEY_TRACING_ENDPOINT",
                    endpoint,
                    URL,
                    "leave it empty, or set it to a collector as in"
                            + " http://collector:4318/v1/traces");
        }
        WrongSetting.require(
                "PARLEY_TRACING_PERCENT", percent, PERCENT, "set it to a number from 0 to 100");
    }

    /**
     * A tracer for the whole process.
     *
     * @param instance which of several processes of the service this is
     */
    public MessageTracer tracer(String service, String instance) {
        return MessageTracer.of(endpoint, Double.parseDouble(percent), service, instance);
    }
}
