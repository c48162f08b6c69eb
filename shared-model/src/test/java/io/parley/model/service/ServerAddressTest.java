package io.parley.model.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "kafka-0.kafka", "chat_1", "192.0.2.7", "[fd00::5]", "[::1]"})
    void takesNamesAndAddressesOfBothVersions(String host) {
        assertThat(host + ":9092").matches(ServerAddress.HOST_PORT);
        assertThat("a:1, " + host + ":9092").matches(ServerAddress.HOST_PORTS);
        assertThat("http://" + host + ":8080").matches(ServerAddress.HTTP_HOST_PORT);
        assertThat("https://" + host).matches(ServerAddress.SERVICE_URL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fd00::5", "[fd00::5", "[kafka]", "a b", "a/b", "user@a"})
    void refusesWhatIsNoHost(String host) {
        assertThat(host + ":9092").doesNotMatch(ServerAddress.HOST_PORT);
        assertThat("a:1," + host + ":9092").doesNotMatch(ServerAddress.HOST_PORTS);
        assertThat("http://" + host + ":8080").doesNotMatch(ServerAddress.HTTP_HOST_PORT);
        assertThat("https://" + host + ":8080").doesNotMatch(ServerAddress.SERVICE_URL);
    }
}
