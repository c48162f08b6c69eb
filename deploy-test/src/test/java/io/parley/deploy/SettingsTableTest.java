package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of settings tell what is read, with its defaults, no more and no less. */
class SettingsTableTest {

    @Test
    void isTrue() {
        assertThat(SettingsCheck.problems(SettingsTable.read())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-service", "message-service", "chat-service", "gateway-service"})
    void saysWhatAServiceNeeds(String service) {
        assertThat(ServiceSettings.of(service).required()).contains("PARLEY_INTERNAL_SECRET");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "`PARLEY_COALESCE` | `PARLEY_COALESCENCE` | the table lacks PARLEY_COALESCE",
                "`PARLEY_COALESCE` | `PARLEY_COALESCENCE` | chat knows no PARLEY_COALESCENCE",
                "`20ms` | `25ms` | the default is not `25ms` of PARLEY_COALESCE",
                "0ms to 1s | 0ms to 2s | not allowed: 0ms to 2s of PARLEY_COALESCE",
                "message, chat, gateway | message, chat | gateway: the table lacks PARLEY_USER",
                "user, message, chat | user, message, chatty | nobody is chatty",
                "user, gateway, compose | user, gateway | compose: the table lacks PARLEY_PUBLIC_URL",
                "`0.1.0` | `0.2.0` | the value is not `0.2.0` of PARLEY_VERSION",
                "`USER_DB_PASSWORD` | `DB_PASSWORD` | make-secrets knows no DB_PASSWORD",
                "`JAVA_HOME` | `JDK_HOME` | parley: the table lacks JAVA_HOME",
                "`PARLEY_DRAIN_TIME` | `PARLEY_REDIS_URL` | PARLEY_REDIS_URL: twice for gateway"
            })
    void findsMistakes(String right, String wrong, String said) {
        var text = Repository.text("docs/configuration.md");

        assertThat(SettingsCheck.problems(SettingsTable.of(text.replace(right, wrong))))
                .anySatisfy(problem -> assertThat(problem).contains(said));
    }
}
