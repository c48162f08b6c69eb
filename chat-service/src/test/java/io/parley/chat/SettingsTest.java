package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parley.kafka.trace.TracingSettings;
import io.parley.redis.RedisSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** What an operator reads when a setting is wrong. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {

    private static final List<String> GOOD =
            List.of(
                    "--parley.pod.id=chat-1",
                    "--parley.kafka.bootstrap-servers=kafka:9092",
                    "--parley.redis.url=redis://redis:6379",
                    "--parley.internal.secret=0123456789abcdef0123456789abcdef",
                    "--parley.internal.user-service-url=http://user:8080",
                    "--parley.internal.message-service-url=http://message:8080");

    @ParameterizedTest
    @CsvSource({
        "--parley.internal.secret=tell-nobody, PARLEY_INTERNAL_SECRET",
        "--parley.internal.user-service-url=tell-nobody, PARLEY_USER_SERVICE_URL",
        "--parley.kafka.bootstrap-servers=, PARLEY_KAFKA_BOOTSTRAP_SERVERS",
        "--parley.redis.url=tell-nobody, PARLEY_REDIS_URL",
        "--parley.log.format=tell-nobody, PARLEY_LOG_FORMAT",
        "--parley.tracing.endpoint=tell-nobody, PARLEY_TRACING_ENDPOINT",
        "--parley.tracing.percent=101, PARLEY_TRACING_PERCENT",
        "--parley.limits.silent-for=1s, PARLEY_SILENT_FOR",
    })
    void aWrongSettingIsNamedAndItsValueIsNotShown(
            String wrong, String variable, CapturedOutput output) {
        assertThat(startWith(wrong)).isNotNull();

        assertThat(output)
                .contains("APPLICATION FAILED TO START", variable)
                .doesNotContain("tell-nobody");
    }

    private static Throwable startWith(String wrong) {
        var settings = new ArrayList<>(GOOD);
        settings.removeIf(good -> good.startsWith(wrong.substring(0, wrong.indexOf('=') + 1)));
        settings.add(wrong);
        return catchThrowable(
                () ->
                        new SpringApplicationBuilder(AllSettings.class)
                                .web(WebApplicationType.NONE)
                                .registerShutdownHook(false)
                                .run(settings.toArray(String[]::new))
                                .close());
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan
    @EnableConfigurationProperties({RedisSettings.class, TracingSettings.class})
    static class AllSettings {}
}
