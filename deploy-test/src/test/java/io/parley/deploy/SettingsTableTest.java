package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of settings tells what the services read, no more and no less. */
class SettingsTableTest {

    @ParameterizedTest
    @ValueSource(strings = {"user-service", "message-service", "chat-service", "gateway-service"})
    void namesEverySettingOfAService(String service) {
        var settings = ServiceSettings.of(service);

        assertThat(settings.documented()).isEqualTo(settings.known());
        assertThat(settings.required()).contains("PARLEY_INTERNAL_SECRET");
    }
}
