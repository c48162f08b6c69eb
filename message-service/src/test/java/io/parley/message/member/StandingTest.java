package io.parley.message.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.message.Api;
import io.parley.message.RoomForEverybody;
import io.parley.message.RunningService;
import io.parley.model.policy.Standing;
import io.parley.model.room.Person;
import io.parley.model.room.RoomSnapshot;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Members, spectators, the muted and the banned: what rooms, snapshots and the log say of them. */
@RunningService
class StandingTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final Person ugo = users.user("Ugo");

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;

    @Test
    void aSpectatorReadsAndIsToldSo() {
        var room = group(uma);

        var let = as(ada).put(member(room, ugo), Map.of("standing", "spectator"));
        var made = as(ada).put(member(room, uma), Map.of("standing", "spectator"));
        var again = as(ada).put(member(room, uma), Map.of("standing", "spectator"));

        assertThat(let.status()).isEqualTo(200);
        assertThat(made.json().path("version").asLong()).isEqualTo(3);
        assertThat(again.json().path("version").asLong()).isEqualTo(3);
        assertThat(standing(room, uma)).isEqualTo(Standing.SPECTATOR);
        assertThat(standing(room, ugo)).isEqualTo(Standing.SPECTATOR);
        assertThat(as(uma).get(room).text("standing")).isEqualTo("spectator");
        assertThat(as(uma).get("/messages/history/" + id(room)).status()).isEqualTo(200);
        as(ada).put(member(room, uma), Map.of("standing", "member"));
        assertThat(standing(room, uma)).isEqualTo(Standing.MEMBER);
        awaitEvents(
                room,
                "member.joined",
                "member.changed spectator",
                "member.changed spectator",
                "member.changed member");
    }

    @Test
    void aMuteHasAnEndAndCanBeTakenBack() {
        var room = group(uma);
        var until = Instant.now().plusSeconds(3_600);

        var muted = as(ada).put(member(room, uma) + "/mute", Map.of("until", until, "reason", "?"));

        assertThat(muted.status()).isEqualTo(200);
        assertThat(standing(room, uma)).isEqualTo(Standing.MUTED);
        assertThat(snapshot(room).standingOf(uma.id(), until)).isEqualTo(Standing.MEMBER);
        assertThat(as(uma).get(room).text("standing")).isEqualTo("muted");
        assertThat(as(uma).get(room).json().has("mutedUntil")).isTrue();
        assertThat(as(ada).delete(member(room, uma) + "/mute").status()).isEqualTo(204);
        assertThat(standing(room, uma)).isEqualTo(Standing.MEMBER);
        awaitEvents(room, "member.changed muted", "member.changed member");
    }

    @Test
    void aMuteIsOfSomebodyInsideAndForATimeToCome() {
        var room = group(uma);
        var past = Map.of("until", Instant.now().minusSeconds(1));
        var far = Map.of("until", Instant.now().plus(Duration.ofDays(400)));
        var good = Map.of("until", Instant.now().plusSeconds(60));

        assertThat(as(ada).put(member(room, uma) + "/mute", past).status()).isEqualTo(422);
        assertThat(as(ada).put(member(room, uma) + "/mute", far).status()).isEqualTo(422);
        assertThat(as(ada).put(member(room, uma) + "/mute", Map.of()).status()).isEqualTo(422);
        assertThat(as(ada).put(member(room, ugo) + "/mute", good).text("code"))
                .isEqualTo("user.not.found");
        assertThat(as(uma).put(member(room, uma) + "/mute", good).text("code"))
                .isEqualTo("role.required");
    }

    @Test
    void whoIsBannedIsOutUntilTheBanIsLiftedAndIsLetInAgain() {
        var room = group(uma, ugo);

        var banned = as(ada).put(room + "/bans/" + uma.id(), Map.of("reason", "spam"));

        assertThat(banned.status()).isEqualTo(204);
        assertThat(standing(room, uma)).isEqualTo(Standing.BANNED);
        assertThat(as(uma).get(room).text("code")).isEqualTo("room.not.found");
        assertThat(as(uma).get("/messages/history/" + id(room)).status()).isEqualTo(404);
        assertThat(as(ada).get(room + "/bans").json().at("/items/0/user/id").asString())
                .isEqualTo(uma.id().toString());
        assertThat(as(ada).get(room + "/bans").json().at("/items/0/reason").asString())
                .isEqualTo("spam");
        assertThat(as(ada).post(room + "/members", members(uma)).text("code"))
                .isEqualTo("conflict");
        assertThat(as(ugo).get(room + "/bans").text("code")).isEqualTo("role.required");
        assertThat(as(ada).delete(room + "/bans/" + uma.id()).status()).isEqualTo(204);
        assertThat(standing(room, uma)).isEqualTo(Standing.NONE);
        assertThat(as(ada).post(room + "/members", members(uma)).status()).isEqualTo(200);
        awaitEvents(room, "member.changed banned", "member.changed none", "member.joined");
    }

    @Test
    void whoeverWaitsIsToldThatAChangeIsApplied() {
        var room = group(uma);
        var until = Map.of("until", Instant.now().plusSeconds(3_600));

        var muted = as(ada).put(member(room, uma) + "/mute?wait=applied", until);
        var banned = as(ada).put(room + "/bans/" + uma.id() + "?wait=applied", Map.of());
        var wrong = as(ada).delete(room + "/bans/" + uma.id() + "?wait=for-it");

        assertThat(muted.status()).isEqualTo(200);
        assertThat(muted.text("applied")).isEqualTo("true");
        assertThat(muted.text("name")).isEqualTo("Crew");
        assertThat(banned.status()).isEqualTo(200);
        assertThat(banned.text("applied")).isEqualTo("true");
        assertThat(wrong.text("code")).isEqualTo("validation.failed");
    }

    @Test
    void anAdminCannotBeBanned() {
        var room = group(uma);
        var ben = users.admin("Ben");

        assertThat(as(ada).put(room + "/bans/" + ben.id(), Map.of()).text("code"))
                .isEqualTo("policy.denied");
    }

    @Test
    void aUserGoesByOwnWillAndNobodyLeavesADirectRoom() {
        var room = group(uma, ugo);
        var direct = as(uma).post("/dm/" + ada.id(), Map.of()).text("id");

        assertThat(as(uma).delete(member(room, ugo)).text("code")).isEqualTo("role.required");
        assertThat(as(uma).delete(member(room, uma)).status()).isEqualTo(204);
        assertThat(as(uma).get(room).status()).isEqualTo(404);
        assertThat(as(uma).delete("/rooms/" + direct + "/members/" + uma.id()).text("code"))
                .isEqualTo("policy.denied");
    }

    @Test
    void aRoomForEverybodyIsThereForWhoComesLater() {
        try (var open = RoomForEverybody.by(ada, port, jdbc)) {
            var room = "/rooms/" + open.id();
            var later = users.user("Later");

            assertThat(as(later).get(room).text("standing")).isEqualTo("member");
            assertThat(as(later).get("/messages/history/" + id(room)).status()).isEqualTo(200);
            assertThat(ids(as(later).get("/me/rooms").json())).contains(id(room));
            assertThat(ids(as(later).get("/rooms").json())).contains(id(room));
            assertThat(standing(room, later)).isEqualTo(Standing.MEMBER);
            assertThat(as(ada).put(room + "/bans/" + later.id(), Map.of()).status()).isEqualTo(204);
            assertThat(as(later).get(room).status()).isEqualTo(404);
            assertThat(ids(as(later).get("/me/rooms").json())).doesNotContain(id(room));
            assertThat(as(ada).post(room + "/members", members(uma)).text("code"))
                    .isEqualTo("conflict");
        }
    }

    @Test
    void onlyAnnouncementsAreForEverybody() {
        var group =
                as(ada).post(
                                "/rooms",
                                Map.of("kind", "group", "name", "All", "audience", "everybody"));

        assertThat(group.status()).isEqualTo(422);
        assertThat(group.json().at("/fields/0/name").asString()).isEqualTo("audience");
    }

    private void awaitEvents(String room, String... last) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(events(room)).endsWith(last));
    }

    private List<String> events(String room) {
        var items = as(ada).get("/messages/history/" + id(room)).json().path("items");
        return stream(items)
                .map(
                        event ->
                                event.path("type").asString()
                                        + (event.path("data").has("standing")
                                                ? " " + event.at("/data/standing").asString()
                                                : ""))
                .toList();
    }

    private String group(Person... inside) {
        var made =
                as(ada).post(
                                "/rooms",
                                Map.of("kind", "group", "name", "Crew", "members", ids(inside)));
        return "/rooms/" + made.text("id");
    }

    private Standing standing(String room, Person person) {
        return snapshot(room).standingOf(person.id(), Instant.now());
    }

    private RoomSnapshot snapshot(String room) {
        return Api.asService(port).get("/internal" + room).as(RoomSnapshot.class);
    }

    private Api as(Person person) {
        return Api.as(person, port);
    }

    private static String member(String room, Person person) {
        return room + "/members/" + person.id();
    }

    private static String id(String room) {
        return room.substring("/rooms/".length());
    }

    private static Map<String, Object> members(Person... inside) {
        return Map.of("members", ids(inside));
    }

    private static List<String> ids(Person... people) {
        return Stream.of(people).map(person -> person.id().toString()).toList();
    }

    private static List<String> ids(JsonNode page) {
        return stream(page.path("items")).map(room -> room.path("id").asString()).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return array.values().stream();
    }
}
