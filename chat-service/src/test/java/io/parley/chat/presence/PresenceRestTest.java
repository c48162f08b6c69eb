package io.parley.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.chat.MessageServiceStandIn;
import io.parley.chat.Pod;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.model.wire.Json;
import io.parley.test.UserServiceStandIn;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who is there, for those who ask once, on a pod that need not watch anybody. */
class PresenceRestTest {

    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final Person cyd = USERS.user("Cyd");
    private final Person dan = USERS.user("Dan");

    @Test
    void tellsOfThoseWhoMayBeSeenWhatTheyAreAndWhenTheyWereThereLast() {
        MESSAGES.know(ada);
        MESSAGES.know(dan);
        MESSAGES.room(RoomKind.GROUP, ben, cyd);
        USERS.setLastSeen(ada, Instant.parse("2026-11-30T10:00:00Z"));
        try (var phone = Pod.second().connect(cyd);
                var _ = Pod.second().connect(dan)) {
            phone.sendAndAwait("/app/presence", Map.of("state", "away"));

            await().untilAsserted(() -> assertThat(stateOf(ben, cyd)).contains("away"));
            assertThat(stateOf(ben, dan)).isEmpty();
            assertThat(stateOf(ada, dan)).contains("online");
            var ofAda = entry(ben, ada).orElseThrow();
            assertThat(ofAda.path("state").asString()).isEqualTo("offline");
            assertThat(ofAda.path("lastSeen").asString()).isEqualTo("2026-11-30T10:00:00.000Z");
        }
    }

    @Test
    void countsWhoIsThereOfThoseInsideOfARoomForWhoMayReadIt() {
        var room = MESSAGES.room(RoomKind.GROUP, ada, ben, cyd);
        var path = "/rooms/" + room + "/presence";
        try (var _ = Pod.first().connect(cyd);
                var _ = Pod.second().connect(cyd);
                var _ = Pod.second().connect(ben)) {
            await().until(() -> stateOf(ben, cyd).equals(Optional.of("online")));
            await().until(() -> stateOf(cyd, ben).equals(Optional.of("online")));

            assertThat(json(get(ada, path)).path("online").asInt()).isEqualTo(2);
            assertThat(json(get(dan, path)).path("code").asString()).isEqualTo("room.not.found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?users=", "?users=x", "?users=,", "?users=MANY"})
    void refusesWhatIsNoListOfPeople(String query) {
        var many = String.join(",", Collections.nCopies(201, cyd.id().toString()));

        var answer = get(ben, "/presence" + query.replace("MANY", many));

        assertThat(answer.statusCode()).isBetween(400, 422);
        assertThat(json(answer).path("code").asString()).isEqualTo("validation.failed");
    }

    private static Optional<String> stateOf(Person viewer, Person person) {
        return entry(viewer, person).map(entry -> entry.path("state").asString());
    }

    private static Optional<JsonNode> entry(Person viewer, Person person) {
        return json(get(viewer, "/presence?users=" + person.id()))
                .path("users")
                .valueStream()
                .findFirst();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.MAPPER.readTree(answer.body());
    }

    private static HttpResponse<String> get(Person person, String path) {
        var request =
                HttpRequest.newBuilder(Pod.first().uri(path))
                        .header("Authorization", "Bearer " + USERS.tokens().accessToken(person))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("the pod does not answer", e);
        }
    }
}
