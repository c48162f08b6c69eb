package io.parley.message.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.message.Api;
import io.parley.message.Overheard;
import io.parley.message.RunningService;
import io.parley.model.log.RedisKeys;
import io.parley.model.room.Person;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How people want to hear of rooms, over REST. */
@Tag("servers")
@RunningService
class PreferencesTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");

    @LocalServerPort int port;

    private String room = "";

    @BeforeEach
    void open() {
        var body = Map.of("kind", "group", "name", "Loud", "members", List.of(uma.id()));
        room = "/rooms/" + Api.as(ada, port).post("/rooms", body).text("id");
    }

    @Test
    void aRoomIsHeardOfAsUsualUntilOneSaysOtherwise() {
        assertThat(preference(uma).toString()).isEqualTo("{\"level\":\"all\",\"favourite\":false}");
    }

    @Test
    void whatOneSetsIsOnesOwnAndReachesAllOnesDevices() {
        var until = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        var wish = Map.of("level", "mentions", "mutedUntil", until.toString(), "favourite", true);

        try (var devices = new Overheard(RedisKeys.devices(uma.id()))) {
            var set = put(uma, wish);

            assertThat(set.status()).isEqualTo(200);
            assertThat(set.text("level")).isEqualTo("mentions");
            assertThat(Instant.parse(set.text("mutedUntil"))).isEqualTo(until);
            assertThat(set.json().path("favourite").asBoolean()).isTrue();
            assertThat(preference(uma)).isEqualTo(set.json());
            assertThat(preference(ada).path("level").asString()).isEqualTo("all");
            await().until(() -> !devices.said().isEmpty());
            var told = devices.said().getFirst();
            assertThat(told.path("type").asString()).isEqualTo("preferences");
            assertThat("/rooms/" + told.path("roomId").asString()).isEqualTo(room);
            assertThat(told.path("level").asString()).isEqualTo("mentions");
        }
    }

    @Test
    void whatIsAbsentIsAsUsualAgain() {
        put(uma, Map.of("level", "nothing", "favourite", true));
        put(uma, Map.of("favourite", true));

        assertThat(preference(uma).path("level").asString()).isEqualTo("all");
        assertThat(preference(uma).path("favourite").asBoolean()).isTrue();
    }

    @Test
    void theListOfRoomsTellsThem() {
        put(uma, Map.of("level", "nothing", "favourite", true));

        var item = Api.as(uma, port).get("/me/rooms").json().at("/items/0");

        assertThat("/rooms/" + item.path("id").asString()).isEqualTo(room);
        var preferences = item.path("preferences");
        assertThat(preferences.path("level").asString()).isEqualTo("nothing");
        assertThat(preferences.path("favourite").asBoolean()).isTrue();
        assertThat(item.has("level")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"level\":\"ALL\"}",
                "{\"level\":1}",
                "{\"favourite\":\"yes\"}",
                "{\"mutedUntil\":\"tomorrow\"}",
                "{\"mutedUntil\":\"2020-01-01T00:00:00Z\"}",
                "{\"mutedUntil\":\"2999-01-01T00:00:00Z\"}",
                "[]",
                "null",
                ""
            })
    void whatNoPreferenceCanBeIsRefusedAndChangesNothing(String body) {
        put(uma, Map.of("level", "mentions"));

        var answer = Api.as(uma, port).raw("PUT", room + "/preferences", "application/json", body);

        assertThat(answer.status()).isBetween(400, 422);
        assertThat(preference(uma).path("level").asString()).isEqualTo("mentions");
    }

    @Test
    void thereAreNoneOfRoomsThatOneDoesNotSee() {
        var stranger = users.user("Stranger");

        assertThat(put(stranger, Map.of()).text("code")).isEqualTo("room.not.found");
        assertThat(Api.as(stranger, port).get(room + "/preferences").text("code"))
                .isEqualTo("room.not.found");
        assertThat(Api.nobody(port).put(room + "/preferences", Map.of()).status()).isEqualTo(401);
    }

    @Test
    void onesReadingIsShownUntilOneHidesIt() {
        assertThat(Api.as(uma, port).get("/me/preferences").json().path("readReceipts").asBoolean())
                .isTrue();

        var hidden = Api.as(uma, port).put("/me/preferences", Map.of("readReceipts", false));
        var twice = Api.as(uma, port).put("/me/preferences", Map.of("readReceipts", false));

        assertThat(hidden.json().path("readReceipts").asBoolean(true)).isFalse();
        assertThat(twice.status()).isEqualTo(200);
        assertThat(Api.as(uma, port).put("/me/preferences", Map.of()).status()).isEqualTo(422);
        assertThat(Api.as(uma, port).get("/me/preferences").json()).isEqualTo(hidden.json());
        Api.as(uma, port).put("/me/preferences", Map.of("readReceipts", true));
        assertThat(Api.as(uma, port).get("/me/preferences").json().path("readReceipts").asBoolean())
                .isTrue();
    }

    private Api.Answer put(Person person, Object wish) {
        return Api.as(person, port).put(room + "/preferences", wish);
    }

    private tools.jackson.databind.JsonNode preference(Person person) {
        return Api.as(person, port).get(room + "/preferences").json();
    }
}
