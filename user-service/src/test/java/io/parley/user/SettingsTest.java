package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.service.WrongSetting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;

/** The settings alone, from application.yml and what would be environment variables. */
class SettingsTest {

    private static final Map<String, String> ENOUGH =
            Map.of(
                    "PARLEY_DB_URL", "jdbc:postgresql://localhost/parley",
                    "PARLEY_DB_USER", "user_service",
                    "PARLEY_KAFKA_BOOTSTRAP_SERVERS", "localhost:9092",
                    "PARLEY_INTERNAL_SECRET", "a secret that has 32 characters.");

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan
    static class AllSettings {}

    @Test
    void startsWithWhatHasNoDefault() {
        with(Map.of()).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void refusesAWrongSettingWithOneSentenceThatNamesIt() {
        assertRefuses("PARLEY_DB_URL", "");
        assertRefuses("PARLEY_DB_URL", "postgres://localhost/parley");
        assertRefuses("PARLEY_DB_URL", "jdbc:postgresql://parley:p#ss@localhost/parley");
        assertRefuses("PARLEY_DB_USER", "");
        assertRefuses("PARLEY_INTERNAL_SECRET", "short");
        assertRefuses("PARLEY_TOKEN_ISSUER", " ");
        assertRefuses("PARLEY_SIGNING_KEY_SECRET", "short");
        assertRefuses("PARLEY_PASSWORD_THREADS", "-1");
        assertRefuses("PARLEY_KAFKA_BOOTSTRAP_SERVERS", "");
        assertRefuses("PARLEY_KAFKA_REPLICATION_FACTOR", "0");
        assertRefuses("PARLEY_POLICY_FOLLOWERS", "chat-1:8080");
        assertRefuses("PARLEY_SIGNING_KEY_LIFE", "1m");
        assertRefuses("PARLEY_PASSWORD_QUEUE", "0");
        assertRefuses("PARLEY_REGISTRATION", "everybody");
        assertRefuses("PARLEY_ADMINS_NEED_SECOND_FACTOR", "maybe");
        assertRefuses("PARLEY_PUBLIC_URL", "chat.example.org");
        assertRefuses("PARLEY_PUBLIC_URL", "https://chat.example.org/#path");
        assertRefuses("PARLEY_MAIL", "mail.example.org");
        assertRefuses("PARLEY_MAIL", "folder:relative");
        assertRefuses("PARLEY_MAIL", "smtp://user@corp.example:p#ss@host");
        assertRefuses("PARLEY_MAIL", "smtp://user:587/secret@host:25");
        assertRefuses("PARLEY_MAIL_FROM", "Parley");
    }

    @Test
    void refusesAnAdminsPasswordWithoutAName() {
        with(Map.of("PARLEY_ADMIN_PASSWORD", "correct horse"))
                .run(
                        context ->
                                assertThat(rootOf(context))
                                        .hasMessageStartingWith("PARLEY_ADMIN_NAME must be set"));
    }

    private static void assertRefuses(String name, String value) {
        with(Map.of(name, value))
                .run(
                        context ->
                                assertThat(rootOf(context))
                                        .isInstanceOf(WrongSetting.class)
                                        .hasMessageStartingWith(name + " must"));
    }

    private static Throwable rootOf(AssertableApplicationContext context) {
        var failure = Objects.requireNonNull(context.getStartupFailure(), "it started");
        return NestedExceptionUtils.getMostSpecificCause(failure);
    }

    private static ApplicationContextRunner with(Map<String, String> more) {
        var settings = new LinkedHashMap<>(ENOUGH);
        settings.putAll(more);
        return new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withUserConfiguration(AllSettings.class)
                .withPropertyValues(
                        settings.entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .toArray(String[]::new));
    }
}
