package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.wire.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;

/** Clients that other people wrote read each header that is sent, as the specification says. */
@WholeSuite
class RealClientsIT {

    @Test
    void theClientsOfJavaScriptReadEachHeader(Suite suite) throws Exception {
        new NodeScript(suite, Path.of("scripts/clients.mjs")).run(Map.of());
    }

    @Test
    void theClientOfSpringReadsEachHeader(Suite suite) throws Exception {
        var user = suite.newUser();
        var room = suite.newRoom(suite.admin(), user);
        var topic = "/topic/rooms/" + room;
        try (var client = SpringStompClient.connect(suite.webSocket(), user.accessToken())) {
            assertConnected(client.connected(), user);

            var first = client.subscribe(topic, Map.of("x-tail", "0"));
            var text = "said by Spring";
            client.send("/app/rooms/" + room + "/send", draft(text));

            var live = client.await(frame -> frame.body().contains(text));
            assertEvent(live, first, room);
            assertThat(live.headers().containsKey("x-replay")).isFalse();

            first.unsubscribe();
            var again = client.subscribe(topic, Map.of("x-after", "0"));
            var replayed = client.await(frame -> frame.isOf(again) && frame.body().contains(text));
            assertEvent(replayed, again, room);
            assertThat(replayed.headers().getFirst("x-replay")).isEqualTo("true");
        }
    }

    @Test
    void theClientOfSpringReadsWhyItWasRefused(Suite suite) throws Exception {
        var error = SpringStompClient.refusal(suite.webSocket(), "no-token");

        assertThat(error.headers().getFirst("message")).isEqualTo("auth.invalid");
        assertThat(error.headers().getContentType()).hasToString("application/json");
        assertThat(Json.MAPPER.readTree(error.body()).path("code").asString())
                .isEqualTo("auth.invalid");
    }

    private static void assertConnected(StompHeaders headers, Suite.Account user) {
        assertThat(headers)
                .containsOnlyKeys(
                        "version",
                        "session",
                        "user-name",
                        "heart-beat",
                        "x-node",
                        "x-timeline",
                        "x-token-expires-at",
                        "x-limits");
        assertThat(headers.getFirst("version")).isEqualTo("1.2");
        assertThat(headers.getHeartbeat()).containsExactly(25_000, 25_000);
        assertThat(headers.getFirst("user-name")).isEqualTo(user.username());
        assertThat(headers.getSession()).startsWith(headers.getFirst("x-node") + "-");
        assertThat(Instant.parse(headers.getFirst("x-token-expires-at"))).isAfter(Instant.now());
        assertThat(Json.MAPPER.readTree(headers.getFirst("x-limits")).properties())
                .isNotEmpty()
                .allMatch(limit -> limit.getValue().asInt() > 0);
    }

    private static void assertEvent(
            SpringStompClient.Received event, StompSession.Subscription of, String room) {
        var seq = Json.MAPPER.readTree(event.body()).path("seq").asString();
        assertThat(event.isOf(of)).isTrue();
        assertThat(event.headers().getDestination()).isEqualTo("/topic/rooms/" + room);
        assertThat(event.headers().getMessageId()).isEqualTo(room + "/" + seq);
        assertThat(event.headers().getContentType()).hasToString("application/json");
        assertThat(event.headers().getFirst("x-seq")).isEqualTo(seq);
        assertThat(event.headers().getFirst("x-type")).isEqualTo("message.created");
    }

    private static String draft(String text) {
        return Json.MAPPER.writeValueAsString(
                Map.of("clientMsgId", UUID.randomUUID().toString(), "text", text));
    }
}
