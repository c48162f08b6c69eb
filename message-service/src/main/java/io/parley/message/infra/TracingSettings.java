package io.parley.message.infra;

import io.parley.kafka.trace.MessageTracer;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Traces of single messages.
 *
 * @param endpoint where they are sent to; empty turns them off
 * @param percent of messages
 */
@ConfigurationProperties("parley.tracing")
record TracingSettings(@DefaultValue("") String endpoint, @DefaultValue("1") String percent) {

    private static final Pattern URL = Pattern.compile("https?://[^\\s/]+(/\\S*)?");
    private static final Pattern PERCENT = Pattern.compile("100(\\.0+)?|\\d{1,2}(\\.\\d+)?");

    TracingSettings {
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

    /** Its tracer, for the whole process. */
    @Configuration(proxyBeanMethods = false)
    static class Tracing {

        @Bean(destroyMethod = "close")
        MessageTracer messageTracer(TracingSettings settings) {
            return MessageTracer.of(
                    settings.endpoint(),
                    Double.parseDouble(settings.percent()),
                    "message-service",
                    UUID.randomUUID().toString());
        }
    }
}
