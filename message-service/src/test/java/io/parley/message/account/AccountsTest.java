package io.parley.message.account;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.RunningService;
import io.parley.message.infra.KafkaClients;
import io.parley.model.Role;
import io.parley.model.room.Person;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.user.UserLog;
import io.parley.model.user.UserSnapshot;
import io.parley.model.wire.Json;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the log of accounts does to rooms: each test writes to the real topic. */
@RunningService
class AccountsTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person ben = users.admin("Ben");
    private final Person uma = users.user("Uma");

    @LocalServerPort int port;
    @Autowired KafkaClients kafka;

    @Test
    void aDirectRoomFreezesWithItsLastAdminAndThawsWithTheNext() throws Exception {
        var room = "/rooms/" + as(uma).post("/dm/" + ada.id(), Map.of()).text("id");
        assertThat(as(uma).get(room).json().has("frozen")).isFalse();

        tell(ada, Role.USER, 2);

        await(() -> assertThat(as(uma).get(room).text("frozen")).isEqualTo("true"));
        assertThat(as(uma).get(room).text("standing")).isEqualTo("spectator");
        assertThat(as(uma).get(room).json().at("/with/role").asString()).isEqualTo("USER");
        assertThat(snapshot(room).isFrozen()).isTrue();
        assertThat(snapshot(room).version()).isEqualTo(2);

        tell(uma, Role.ADMIN, 2);

        await(() -> assertThat(snapshot(room).admins()).containsExactly(uma.id()));
        assertThat(as(uma).get(room).json().has("frozen")).isFalse();
    }

    @Test
    void aRoomWithAnotherAdminStaysOpen() throws Exception {
        var room = "/rooms/" + as(ben).post("/dm/" + ada.id(), Map.of()).text("id");

        tell(ada, Role.USER, 2);

        await(() -> assertThat(snapshot(room).admins()).containsExactly(ben.id()));
        assertThat(as(ben).get(room).json().has("frozen")).isFalse();
    }

    @Test
    void whoIsNoAdminAnyMoreAnswersInNoQueue() throws Exception {
        var agents = List.of(ada.id().toString(), ben.id().toString());
        var queue =
                "/support/queues/"
                        + as(ada).post("/support/queues", Map.of("name", "Help", "agents", agents))
                                .text("id");
        var room = "/rooms/" + as(uma).post(queue + "/room", Map.of()).text("id");
        as(ada).put(room + "/claim", Map.of());

        tell(ada, Role.USER, 2);

        await(
                () ->
                        assertThat(snapshot(room).members())
                                .containsExactlyInAnyOrder(ben.id(), uma.id()));
        assertThat(snapshot(room).admins()).containsExactly(ben.id());
        assertThat(as(ben).get(room).json().has("claimedBy")).isFalse();
        assertThat(as(ben).get(queue + "/rooms").json().path("items")).hasSize(1);
        await(
                () ->
                        assertThat(events(room))
                                .containsExactly(
                                        "support.claimed", "support.released", "member.left"));
    }

    @Test
    void whatIsOldOrUnreadableChangesNothing() throws Exception {
        var room = "/rooms/" + as(uma).post("/dm/" + ada.id(), Map.of()).text("id");
        tell(ada, Role.USER, 5);
        await(() -> assertThat(snapshot(room).isFrozen()).isTrue());

        tell(ada, Role.ADMIN, 4);
        write(ada, "{\"userId\":");
        tell(uma, Role.USER, 5);

        await(() -> assertThat(snapshot(room).version()).isEqualTo(3));
        assertThat(snapshot(room).isFrozen()).isTrue();
    }

    /** A look-up knows no version, so that it may be older than what the log has told. */
    @Test
    void aLookUpDoesNotOverruleTheLog() throws Exception {
        var room = "/rooms/" + as(uma).post("/dm/" + ada.id(), Map.of()).text("id");
        tell(ada, Role.USER, 2);
        await(() -> assertThat(snapshot(room).isFrozen()).isTrue());

        as(uma).post("/dm/" + ada.id(), Map.of());
        as(ben).post("/dm/" + ada.id(), Map.of());

        assertThat(snapshot(room).isFrozen()).isTrue();
    }

    private void tell(Person person, Role role, long version) throws Exception {
        var snapshot =
                new UserSnapshot(
                        person.id(),
                        version,
                        Instant.now(),
                        person.username(),
                        person.displayName(),
                        role,
                        null,
                        Set.of());
        write(person, Json.MAPPER.writeValueAsString(snapshot));
    }

    private void write(Person person, String value) throws Exception {
        try (var producer = kafka.producer("test-accounts")) {
            var key = person.id().toString().getBytes(US_ASCII);
            producer.send(new ProducerRecord<>(UserLog.TOPIC, key, value.getBytes(US_ASCII))).get();
        }
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }

    private List<String> events(String room) {
        var path = "/messages/history/" + room.substring("/rooms/".length());
        return as(uma).get(path).json().path("items").values().stream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    private RoomSnapshot snapshot(String room) {
        return Api.asService(port).get("/internal" + room).as(RoomSnapshot.class);
    }

    private Api as(Person person) {
        return Api.as(person, port);
    }
}
