package io.parley.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeTest {

    private static Service service;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        service = new Service("any");
        gateway = Gateway.start(service.url(), service.url(), "http://127.0.0.1:9");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @Test
    void takesAwayWhatAClientMayNotSetAndAddsItsRealAddress()
            throws IOException, InterruptedException {
        var answer =
                gateway.get(
                        "/api/v1/me",
                        "X-Parley-Internal",
                        "stolen",
                        "X-User-Id",
                        "admin",
                        "X-Internal-Call",
                        "yes",
                        "Forwarded",
                        "for=6.6.6.6",
                        "X-Forwarded-For",
                        "6.6.6.6",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Real-IP",
                        "6.6.6.6",
                        "Authorization",
                        "Bearer token",
                        "X-Request-Id",
                        "abc",
                        "Last-Event-ID",
                        "7");

        var headers = Service.read(answer.body()).headers();
        assertThat(headers)
                .doesNotContainKeys(
                        "x-parley-internal",
                        "x-user-id",
                        "x-internal-call",
                        "forwarded",
                        "x-real-ip")
                .containsEntry("x-forwarded-for", java.util.List.of("127.0.0.1"))
                .containsEntry("x-forwarded-proto", java.util.List.of("http"))
                .containsEntry("x-forwarded-host", java.util.List.of("127.0.0.1:" + gateway.port()))
                .containsEntry("authorization", java.util.List.of("Bearer token"))
                .containsEntry("x-request-id", java.util.List.of("abc"))
                .containsEntry("last-event-id", java.util.List.of("7"));
    }

    @Test
    void keepsTheRealAddressEvenIfTheClientNamesItAConnectionHeader() throws IOException {
        var answer =
                gateway.raw(
                        "GET /api/v1/me HTTP/1.1\r\nHost: a\r\nConnection: close,"
                                + " X-Forwarded-For\r\n\r\n");

        assertThat(answer).contains("\"x-forwarded-for\":[\"127.0.0.1\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/rooms, 65536, 200",
        "/api/v1/rooms, 65537, 413",
        "/posts, 65537, 200",
        "/api/v1/posts/42, 524288, 200",
        "/posts, 524289, 413",
    })
    void boundsBodies(String path, int bytes, int status) throws IOException, InterruptedException {
        var body = new byte[bytes];

        var announced = gateway.send(gateway.request(path).POST(BodyPublishers.ofByteArray(body)));
        var chunked =
                gateway.send(
                        gateway.request(path)
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(body))));

        assertThat(announced.statusCode()).isEqualTo(status);
        assertThat(chunked.statusCode()).isEqualTo(status);
        if (status == 200) {
            assertThat(Service.read(chunked.body()).bytes()).isEqualTo(bytes);
        } else {
            assertThat(announced.body()).contains("\"code\":\"frame.too.large\"");
            assertThat(chunked.body()).contains("\"code\":\"frame.too.large\"");
        }
    }

    @Test
    void boundsTheRequestLineAndHeaders() throws IOException {
        var longLine = "GET /posts?x=" + "y".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n";
        var manyHeaders =
                "GET /posts HTTP/1.1\r\nHost: a\r\nX-Much: " + "y".repeat(20_000) + "\r\n\r\n";

        assertThat(gateway.raw(longLine)).startsWith("HTTP/1.1 414");
        assertThat(gateway.raw(manyHeaders)).startsWith("HTTP/1.1 431");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://127.0.0.1",
                "http://127.0.0.1.evil.example",
                "file://",
                "http://user@127.0.0.1"
            })
    void refusesBrowsersOfOtherOrigins(String origin) throws IOException, InterruptedException {
        var answer = gateway.get("/posts", "Origin", origin);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"policy.denied\"");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void letsTheOwnOriginPassAndDoesNotPassItOn() throws IOException, InterruptedException {
        var answer = gateway.get("/posts", "Origin", "http://127.0.0.1:" + gateway.port());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Service.read(answer.body()).headers()).doesNotContainKey("origin");
    }

    /** A name that its owner lets lead here would make any page one of ours. */
    @Test
    void refusesANameThatIsNotItsOwnAndNamesTheSetting() throws IOException {
        var answer =
                gateway.raw(
                        String.join(
                                "\r\n",
                                "GET /posts HTTP/1.1",
                                "Host: evil.example:8080",
                                "Origin: http://evil.example:8080",
                                "Connection: close",
                                "",
                                ""));

        assertThat(answer)
                .startsWith("HTTP/1.1 403")
                .contains(
                        "Origin: http://evil.example:8080",
                        "Host: evil.example:8080",
                        "PARLEY_PUBLIC_URL");
    }

    @Test
    void letsTheOriginOfThePublicUrlPassWhateverTheProxySends()
            throws IOException, InterruptedException {
        try (var named =
                Gateway.start(
                        service.url(),
                        service.url(),
                        "http://127.0.0.1:9",
                        "--parley.edge.public-url=https://chat.example:8443/")) {
            var own = named.get("/posts", "Origin", "https://chat.example:8443");
            var other = named.get("/posts", "Origin", "https://chat.example");

            assertThat(own.statusCode()).isEqualTo(200);
            assertThat(other.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void answersListedOriginsOnlyOnceThereIsAList() throws IOException, InterruptedException {
        try (var listed =
                Gateway.start(
                        service.url(),
                        service.url(),
                        "http://127.0.0.1:9",
                        "--parley.edge.public-origins=https://a.example, https://b.example")) {
            var preflight =
                    listed.send(
                            listed.request("/api/v1/rooms")
                                    .method("OPTIONS", BodyPublishers.noBody())
                                    .header("Origin", "https://b.example")
                                    .header("Access-Control-Request-Method", "POST"));
            var own = listed.get("/posts", "Origin", "http://127.0.0.1:" + listed.port());
            var other = listed.get("/posts", "Origin", "https://b.example");

            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                    .contains("Authorization");
            assertThat(own.statusCode()).isEqualTo(403);
            assertThat(other.statusCode()).isEqualTo(200);
            assertThat(other.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("https://b.example");
            assertThat(other.headers().allValues("Vary")).contains("Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/posts", "/nothing", "/api/v1/users/refused"})
    void protectsBrowsersOnEveryAnswer(String path) throws IOException, InterruptedException {
        var headers = gateway.get(path).headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains(
                        "default-src 'self'",
                        "frame-ancestors 'none'",
                        "connect-src 'self' ws://127.0.0.1:" + gateway.port())
                .doesNotContain("unsafe");
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
        assertThat(headers.firstValue("Permissions-Policy").orElseThrow()).contains("camera=()");
        assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(headers.firstValue("Server")).isEmpty();
    }

    @Test
    void countsWhatItRefusedByReason() throws IOException, InterruptedException {
        gateway.get("/posts", "Origin", "https://evil.example");

        assertThat(gateway.manage("/actuator/prometheus").body())
                .contains("parley_gateway_refused_total{reason=\"origin\",service=");
    }
}
