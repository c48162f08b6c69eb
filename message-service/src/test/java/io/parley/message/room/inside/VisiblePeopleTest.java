package io.parley.message.room.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.RoomForEverybody;
import io.parley.message.RunningService;
import io.parley.model.UserId;
import io.parley.model.presence.PresenceQuestion;
import io.parley.model.presence.PresenceQuestion.Viewer;
import io.parley.model.room.Person;
import io.parley.test.UserServiceStandIn;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose presence people may see, as other services ask. */
@Tag("servers")
@RunningService
class VisiblePeopleTest {

    private static final String ROUTE = "/internal/presence/visible";

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final Person vic = users.user("Vic");
    private final Person wes = users.user("Wes");
    private final UserId nobody = new UserId(UUID.randomUUID());

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;

    @Test
    void usersSeeAdminsAndThoseWithWhomTheyShareARoomAndAdminsSeeAllWhoExist() {
        var room = group(uma, vic);
        group(wes);

        assertThat(
                        visible(
                                viewer(uma, ada.id(), vic.id(), wes.id(), nobody),
                                viewer(ada, uma.id(), wes.id(), nobody),
                                viewer(wes, uma.id(), ada.id())))
                .containsExactly(
                        List.of(ada.id(), vic.id()),
                        List.of(uma.id(), wes.id()),
                        List.of(ada.id()));

        Api.as(ada, port).delete("/rooms/" + room + "/members/" + vic.id());
        assertThat(visible(viewer(uma, vic.id()), viewer(vic, uma.id())))
                .containsExactly(List.of(), List.of());
    }

    @Test
    void aRoomForEverybodyIsNoCommonRoomAlsoForThoseWhoAreInItByName() {
        group(uma);
        group(vic);
        try (var open = RoomForEverybody.by(ada, port, jdbc)) {
            jdbc.sql(
                            """
                            INSERT INTO room_member (room_id, user_id, joined_at)
                            SELECT ?, id, now() FROM person WHERE id IN (?, ?)
                            ON CONFLICT DO NOTHING
                            """)
                    .params(open.id().value(), uma.id().value(), vic.id().value())
                    .update();

            assertThat(visible(viewer(uma, vic.id()))).containsExactly(List.of());
        }
    }

    @Test
    void isForOtherServicesAndTakesAThousandPeople() {
        var most = Collections.nCopies(PresenceQuestion.MOST_PEOPLE, nobody);
        var tooMany = Collections.nCopies(PresenceQuestion.MOST_PEOPLE + 1, nobody);

        assertThat(Api.as(ada, port).post(ROUTE, Map.of()).status()).isIn(401, 403);
        assertThat(visible(new Viewer(uma.id(), uma.role(), most))).containsExactly(List.of());
        assertThat(
                        Api.asService(port)
                                .post(
                                        ROUTE,
                                        new PresenceQuestion(
                                                List.of(new Viewer(uma.id(), uma.role(), tooMany))))
                                .text("code"))
                .isEqualTo("validation.failed");
    }

    private List<List<UserId>> visible(Viewer... viewers) {
        return Api.asService(port)
                .post(ROUTE, new PresenceQuestion(List.of(viewers)))
                .as(PresenceQuestion.Answer.class)
                .visible();
    }

    private static Viewer viewer(Person person, UserId... people) {
        return new Viewer(person.id(), person.role(), List.of(people));
    }

    private String group(Person... members) {
        var ids = Stream.of(members).map(Person::id).toList();
        return Api.as(ada, port)
                .post("/rooms", Map.of("kind", "group", "name", "Ours", "members", ids))
                .text("id");
    }
}
