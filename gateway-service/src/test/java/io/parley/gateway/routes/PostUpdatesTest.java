package io.parley.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostUpdatesTest {

    private static Service message;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        message = new Service("message");
        gateway =
                Gateway.start(
                        message.url(),
                        message.url(),
                        "http://127.0.0.1:9",
                        "--spring.cloud.gateway.server.webflux.httpclient.response-timeout=300ms",
                        "--server.netty.idle-timeout=300ms");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        message.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/posts/updates", "/api/v1/posts/updates"})
    void passesEventsAsTheyComeForAsLongAsSomebodyListens(String path)
            throws IOException, InterruptedException {
        var answer = gateway.open(gateway.request(path).header("Accept", "text/event-stream"));
        try (var lines = lines(answer.body())) {
            assertThat(lines.readLine()).isEqualTo("retry: 1000");
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
            // The stream has no end: what was read so far was not held back until there is one
            assertThat(message.listeners()).isEqualTo(1);
            assertThat(lines.lines().limit(9)).contains("id: 0", "id: 1");
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> message.listeners() == 0);
    }

    private static BufferedReader lines(java.io.InputStream body) {
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }
}
