package io.parley.gateway.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.settings.PodSettings;
import java.net.URI;
import org.junit.jupiter.api.Test;

class PodAddressesTest {

    @Test
    void takesAListAsItIs() {
        var addresses = new PodAddresses(new PodSettings("http://a:1, http://b:2"));

        assertThat(addresses.now())
                .containsExactly(URI.create("http://a:1"), URI.create("http://b:2"));
    }

    @Test
    void takesAddressesOfBothVersions() {
        var settings = new PodSettings("http://[fd00::5]:8080,http://192.0.2.7:8080/");

        assertThat(new PodAddresses(settings).now())
                .containsExactly(
                        URI.create("http://[fd00::5]:8080"), URI.create("http://192.0.2.7:8080/"));
    }

    @Test
    void takesAllAddressesOfAName() {
        var addresses = new PodAddresses(new PodSettings("dns:http://localhost:8080"));

        assertThat(addresses.now()).contains(URI.create("http://127.0.0.1:8080"));
    }

    @Test
    void hasNoneWhileANameIsUnknown() {
        var addresses = new PodAddresses(new PodSettings("dns:http://nowhere.invalid:8080"));

        assertThat(addresses.now()).isEmpty();
    }
}
