package io.parley.message.room.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.RoomForEverybody;
import io.parley.message.RunningService;
import io.parley.model.RoomId;
import io.parley.model.room.Person;
import io.parley.model.room.RoomsOfPerson;
import io.parley.test.UserServiceStandIn;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rooms of a person, as other services ask for them. */
@Tag("servers")
@RunningService
class RoomsOfPersonTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;

    @Test
    void tellsWhereAPersonIsByNameAndWhatIsForEverybody() {
        var first = group();
        var second = group();
        var left = group();
        Api.as(ada, port).delete("/rooms/" + left + "/members/" + uma.id());
        try (var open = RoomForEverybody.by(ada, port, jdbc);
                var closed = RoomForEverybody.by(ada, port, jdbc)) {
            Api.as(ada, port).put("/rooms/" + closed.id() + "/bans/" + uma.id(), Map.of());

            var ofUma = roomsOf(uma.id().value());
            assertThat(ofUma.rooms()).containsExactly(second, first);
            assertThat(ofUma.everybody()).contains(open.id()).doesNotContain(closed.id());
            assertThat(ofUma.complete()).isTrue();
            assertThat(roomsOf(ada.id().value()).rooms()).contains(first, open.id(), closed.id());
        }
    }

    @Test
    void tellsNoMoreThanTenThousandAndSaysSo() {
        group();
        jdbc.sql(
                        """
                        INSERT INTO room (id, kind, name, version, created_by, created_at)
                        SELECT gen_random_uuid(), 'group', 'Many', 1, ?, now()
                        FROM generate_series(1, ?)
                        """)
                .params(uma.id().value(), RoomsOfPerson.MOST)
                .update();
        jdbc.sql(
                        """
                        INSERT INTO room_member (room_id, user_id, joined_at)
                        SELECT id, created_by, now() FROM room WHERE created_by = ?
                        """)
                .param(uma.id().value())
                .update();

        var ofUma = roomsOf(uma.id().value());

        assertThat(ofUma.rooms()).hasSize(RoomsOfPerson.MOST);
        assertThat(ofUma.complete()).isFalse();
    }

    @Test
    void isForOtherServicesAndKnowsNobodyWhoIsNot() {
        var path = "/internal/users/" + UUID.randomUUID() + "/rooms";

        assertThat(Api.as(ada, port).get(path).text("code")).isEqualTo("auth.missing");
        assertThat(Api.asService(port).get(path).json().path("rooms")).isEmpty();
        assertThat(Api.asService(port).get("/internal/users/x/rooms").status()).isIn(400, 404, 422);
    }

    private RoomsOfPerson roomsOf(UUID person) {
        return Api.asService(port)
                .get("/internal/users/" + person + "/rooms")
                .as(RoomsOfPerson.class);
    }

    private RoomId group() {
        var body = Map.of("kind", "group", "name", "Ours", "members", List.of(uma.id()));
        return RoomId.of(Api.as(ada, port).post("/rooms", body).text("id"));
    }
}
