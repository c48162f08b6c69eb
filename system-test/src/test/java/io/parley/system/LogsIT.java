package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.wire.Json;
import io.parley.test.StompConnection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Lines of JSON have their fixed keys, and say nothing that is nobody's business. */
@WholeSuite
class LogsIT {

    private static final Set<String> FIXED =
            Set.of("timestamp", "level", "service", "logger", "thread", "message");

    @Test
    void everyLineHasTheFixedKeys(Suite suite) {
        var lines = suite.logLines().stream().filter(line -> line.startsWith("{")).toList();
        var services = new TreeSet<String>();

        for (var line : lines) {
            var object = Json.MAPPER.readTree(line);
            assertThat(object.propertyNames()).containsAll(FIXED).doesNotContain("@version");
            services.add(object.path("service").asString(""));
        }

        assertThat(services)
                .containsExactly(
                        "chat-service", "gateway-service", "message-service", "user-service");
    }

    @Test
    void noLineHoldsWhatPeopleSayOrWhatLetsThemIn(Suite suite) {
        var secret = "marker-" + UUID.randomUUID();
        var admin = suite.admin();
        var user = suite.newUser();
        var room = suite.newRoom(admin, user);
        suite.api()
                .post("/auth/login", Map.of("username", user.username(), "password", secret))
                .expect(401);
        suite.api().post("/auth/refresh", Map.of("refreshToken", secret)).expect(401);
        try (var session = suite.connect(user)) {
            session.sendAndAwait(
                    "/app/rooms/" + room + "/send", Map.of("clientMsgId", "1", "text", secret));
            session.sendFrame("SEND", Map.of("destination", "/app/" + secret), "{" + secret);
        }
        try (var stranger = StompConnection.open(suite.webSocket())) {
            stranger.sendConnect(secret);
            stranger.awaitClose();
        }

        assertThat(suite.logLines())
                .noneMatch(line -> line.contains(secret))
                .noneMatch(line -> line.contains(user.accessToken()))
                .noneMatch(line -> line.contains(suite.adminPassword()));
    }
}
