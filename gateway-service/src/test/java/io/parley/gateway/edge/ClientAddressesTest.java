package io.parley.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.settings.EdgeSettings;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ClientAddressesTest {

    private final ClientAddresses trusting =
            new ClientAddresses(new EdgeSettings("", "10\\.0\\.0\\.\\d+"));
    private final ClientAddresses alone = new ClientAddresses(new EdgeSettings("", ""));

    @ParameterizedTest
    @CsvSource({
        "5.5.5.5, '', 5.5.5.5",
        "5.5.5.5, 6.6.6.6, 5.5.5.5",
        "10.0.0.1, '', 10.0.0.1",
        "10.0.0.1, 6.6.6.6, 6.6.6.6",
        "10.0.0.1, '1.1.1.1, 6.6.6.6', 6.6.6.6",
        "10.0.0.1, '1.1.1.1, 6.6.6.6, 10.0.0.2', 6.6.6.6",
        "10.0.0.1, '6.6.6.6, unknown', 10.0.0.1",
    })
    void believesForwardingHeadersAsFarAsTrustedProxiesVouchForThem(
            String peer, String forwarded, String client) {
        assertThat(trusting.of(request(peer, forwarded))).isEqualTo(client);
    }

    @Test
    void believesNobodyWithoutASetting() {
        assertThat(alone.of(request("10.0.0.1", "6.6.6.6"))).isEqualTo("10.0.0.1");
        assertThat(alone.secure(https("10.0.0.1"))).isFalse();
    }

    @Test
    void takesTheSchemeFromATrustedProxyOnly() {
        assertThat(trusting.secure(https("10.0.0.1"))).isTrue();
        assertThat(trusting.secure(https("5.5.5.5"))).isFalse();
    }

    private static ServerHttpRequest request(String peer, String forwarded) {
        var request = MockServerHttpRequest.get("/").remoteAddress(new InetSocketAddress(peer, 1));
        return forwarded.isEmpty()
                ? request.build()
                : request.header("X-Forwarded-For", forwarded).build();
    }

    private static ServerHttpRequest https(String peer) {
        return MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(peer, 1))
                .header("X-Forwarded-Proto", "https")
                .build();
    }
}
