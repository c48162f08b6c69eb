package io.parley.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.settings.EdgeSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ClientAddressesTest {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(90);

    private final ClientAddresses trusting =
            new ClientAddresses(new EdgeSettings("", "10.0.0.0/24, fd00::/8", "", KEEP_ALIVE));
    private final ClientAddresses alone =
            new ClientAddresses(new EdgeSettings("", "", "", KEEP_ALIVE));

    @ParameterizedTest
    @CsvSource({
        "5.5.5.5, '', 5.5.5.5",
        "5.5.5.5, 6.6.6.6, 5.5.5.5",
        "10.0.0.1, '', 10.0.0.1",
        "10.0.0.1, 6.6.6.6, 6.6.6.6",
        "10.0.0.1, '1.1.1.1, 6.6.6.6', 6.6.6.6",
        "10.0.0.1, '1.1.1.1, 6.6.6.6, 10.0.0.2', 6.6.6.6",
        "10.0.0.1, '6.6.6.6, unknown', 10.0.0.1",
        "10.0.0.1, '203.0.113.7:5544', 203.0.113.7",
        "10.0.0.1, '[2001:db8::1]:443', 2001:db8::1",
        "10.0.0.1, '\"[2001:db8::1]\"', 2001:db8::1",
        "10.0.0.1, '2001:db8::1, 10.0.0.9:80', 2001:db8::1",
        "10.0.0.1, '6.6.6.6, 300.1.1.1', 10.0.0.1",
        "fd00::1, '6.6.6.6', 6.6.6.6",
        "10.0.1.1, '6.6.6.6', 10.0.1.1",
    })
    void believesForwardingHeadersAsFarAsTrustedProxiesVouchForThem(
            String peer, String forwarded, String client) {
        assertThat(trusting.of(request(peer, forwarded)))
                .satisfies(
                        found ->
                                assertThat(InetAddress.ofLiteral(found))
                                        .isEqualTo(InetAddress.ofLiteral(client)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "10.0.0.1, chat.example, none, none, chat.example",
                "10.0.0.1, chat.example, none, 8443, chat.example:8443",
                "10.0.0.1, inner:8080, chat.example:444, 8443, chat.example:444",
                "10.0.0.1, none, chat.example, none, chat.example",
                "5.5.5.5, chat.example, evil.example, 8443, chat.example",
            })
    void takesTheHostFromATrustedProxyOnly(
            String peer, String host, String forwarded, String port, String expected) {
        var request = MockServerHttpRequest.get("/").remoteAddress(new InetSocketAddress(peer, 1));
        add(request, "Host", host);
        add(request, "X-Forwarded-Host", forwarded);
        add(request, "X-Forwarded-Port", port);

        assertThat(trusting.host(request.build())).isEqualTo(expected);
    }

    private static void add(
            MockServerHttpRequest.BaseBuilder<?> request, String name, @Nullable String value) {
        if (value != null) {
            request.header(name, value);
        }
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
