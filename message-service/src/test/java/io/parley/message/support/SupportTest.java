package io.parley.message.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.message.Api;
import io.parley.message.RunningService;
import io.parley.model.room.Person;
import io.parley.model.room.RoomSnapshot;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Support queues, the rooms that users have with them, and whose work they are. */
@RunningService
class SupportTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person ben = users.admin("Ben");
    private final Person cem = users.admin("Cem");
    private final Person uma = users.user("Uma");

    @LocalServerPort int port;

    @Test
    void aUserHasOneRoomWithAQueueAndAllItsAgents() {
        var queue = queue(ada, ben);

        var made = as(uma).post(queue + "/room", Map.of());
        var again = as(uma).post(queue + "/room", Map.of());

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("kind")).isEqualTo("support");
        assertThat(made.json().at("/queue/name").asString()).isEqualTo("Help");
        assertThat(made.json().has("claimedBy")).isFalse();
        assertThat(made.json().has("with")).isFalse();
        assertThat(as(ada).get("/rooms/" + made.text("id")).json().at("/with/id").asString())
                .isEqualTo(uma.id().toString());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("id")).isEqualTo(made.text("id"));
        var room = snapshot("/rooms/" + made.text("id"));
        assertThat(room.members()).containsExactlyInAnyOrder(ada.id(), ben.id(), uma.id());
        assertThat(room.admins()).containsExactlyInAnyOrder(ada.id(), ben.id());
        assertThat(as(cem).get("/rooms/" + made.text("id")).text("code"))
                .isEqualTo("room.not.found");
    }

    @Test
    void manyFirstTriesAtOnceMakeOneRoom() throws Exception {
        var queue = queue(ada);
        Callable<Api.Answer> open = () -> as(uma).post(queue + "/room", Map.of());

        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    all.invokeAll(List.of(open, open, open, open)).stream()
                            .map(Future::resultNow)
                            .toList();

            assertThat(answers).extracting(answer -> answer.text("id")).doesNotContain("");
            assertThat(answers.stream().map(answer -> answer.text("id")).distinct()).hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        }
    }

    @Test
    void agentsComeAndGoInAllRoomsOfTheQueue() {
        var queue = queue(ada);
        var room = "/rooms/" + as(uma).post(queue + "/room", Map.of()).text("id");

        var changed = as(ada).patch(queue, Map.of("name", "Aid", "agents", ids(ben, cem)));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("name")).isEqualTo("Aid");
        assertThat(snapshot(room).members())
                .containsExactlyInAnyOrder(ben.id(), cem.id(), uma.id());
        assertThat(as(ada).get(room).text("code")).isEqualTo("room.not.found");
        assertThat(as(uma).get(room).text("name")).isEqualTo("Aid");
        assertThat(as(ben).get(room).text("standing")).isEqualTo("member");
    }

    @Test
    void aRoomIsTheWorkOfOneAgentAtATime() {
        var queue = queue(ada, ben);
        var room = "/rooms/" + as(uma).post(queue + "/room", Map.of()).text("id");

        var claimed = as(ada).put(room + "/claim", Map.of());
        var again = as(ada).put(room + "/claim", Map.of());
        var second = as(ben).put(room + "/claim", Map.of());

        assertThat(claimed.status()).isEqualTo(200);
        assertThat(claimed.json().at("/claimedBy/id").asString()).isEqualTo(ada.id().toString());
        assertThat(again.json().path("version")).isEqualTo(claimed.json().path("version"));
        assertThat(second.text("code")).isEqualTo("conflict");
        assertThat(as(uma).put(room + "/claim", Map.of()).text("code")).isEqualTo("role.required");
        assertThat(as(cem).put(room + "/claim", Map.of()).text("code")).isEqualTo("room.not.found");
        assertThat(as(ben).delete(room + "/claim").status()).isEqualTo(204);
        assertThat(as(ben).put(room + "/claim", Map.of()).status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(events(room))
                                        .containsExactly(
                                                "support.claimed",
                                                "support.released",
                                                "support.claimed"));
    }

    @Test
    void theQueuesRoomsAreListedByWhoseWorkTheyAre() {
        var queue = queue(ada, ben);
        var first = as(uma).post(queue + "/room", Map.of()).text("id");
        var second = as(users.user("Ugo")).post(queue + "/room", Map.of()).text("id");
        as(ada).put("/rooms/" + first + "/claim", Map.of());

        assertThat(listed(ada, queue, "any")).containsExactly(second, first);
        assertThat(listed(ada, queue, "none")).containsExactly(second);
        assertThat(listed(ada, queue, "me")).containsExactly(first);
        assertThat(listed(ben, queue, "me")).isEmpty();
        assertThat(as(cem).get(queue + "/rooms").text("code")).isEqualTo("policy.denied");
        assertThat(as(uma).get(queue + "/rooms").text("code")).isEqualTo("role.required");
        assertThat(as(ada).get(queue + "/rooms?claimed=x").status()).isEqualTo(422);
    }

    @Test
    void anAgentMayMuteTheCustomerButNotSendAnybodyAway() {
        var queue = queue(ada);
        var room = "/rooms/" + as(uma).post(queue + "/room", Map.of()).text("id");
        var until = Map.of("until", Instant.now().plusSeconds(60));

        assertThat(as(ada).put(room + "/members/" + uma.id() + "/mute", until).status())
                .isEqualTo(200);
        assertThat(as(uma).get(room).text("standing")).isEqualTo("muted");
        assertThat(as(ada).put(room + "/bans/" + uma.id(), Map.of()).text("code"))
                .isEqualTo("policy.denied");
        assertThat(as(ada).delete(room + "/members/" + uma.id()).text("code"))
                .isEqualTo("policy.denied");
        assertThat(as(uma).delete(room + "/members/" + uma.id()).text("code"))
                .isEqualTo("policy.denied");
    }

    @Test
    void everybodySeesQueuesAndOnlyAdminsKeepThem() {
        var queue = queue(ada);
        var id = queue.substring("/support/queues/".length());

        var seen = find(as(uma).get("/support/queues"), id);

        assertThat(seen.text("name")).isEqualTo("Help");
        assertThat(seen.json().has("agents")).isFalse();
        assertThat(find(as(ben).get("/support/queues"), id).json().path("agents")).hasSize(1);
        assertThat(create(uma, "Mine", ada).text("code")).isEqualTo("role.required");
        assertThat(as(uma).patch(queue, Map.of("name", "Mine")).text("code"))
                .isEqualTo("role.required");
        assertThat(create(ada, "Users", uma).json().at("/fields/0/name").asString())
                .isEqualTo("agents");
        assertThat(as(ada).post(queue + "/room", Map.of()).text("code")).isEqualTo("policy.denied");
        assertThat(as(uma).post("/support/queues/" + uma.id() + "/room", Map.of()).text("code"))
                .isEqualTo("not.found");
        assertThat(as(ada).post("/rooms", Map.of("kind", "support", "name", "x")).text("code"))
                .isEqualTo("policy.denied");
    }

    private static Api.Answer find(Api.Answer page, String id) {
        var queue =
                page.json().path("items").values().stream()
                        .filter(item -> item.path("id").asString().equals(id))
                        .findAny()
                        .orElseThrow();
        return new Api.Answer(page.status(), queue, page.raw());
    }

    private List<String> listed(Person agent, String queue, String claimed) {
        var page = as(agent).get(queue + "/rooms?claimed=" + claimed).json();
        return page.path("items").values().stream()
                .map(room -> room.path("id").asString())
                .toList();
    }

    private List<String> events(String room) {
        var path = "/messages/history/" + room.substring("/rooms/".length());
        return as(uma).get(path).json().path("items").values().stream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    private String queue(Person... agents) {
        return "/support/queues/" + create(ada, "Help", agents).text("id");
    }

    private Api.Answer create(Person by, String name, Person... agents) {
        return as(by).post("/support/queues", Map.of("name", name, "agents", ids(agents)));
    }

    private RoomSnapshot snapshot(String room) {
        return Api.asService(port).get("/internal" + room).as(RoomSnapshot.class);
    }

    private Api as(Person person) {
        return Api.as(person, port);
    }

    private static List<String> ids(Person... people) {
        return Stream.of(people).map(person -> person.id().toString()).toList();
    }
}
