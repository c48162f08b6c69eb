package io.parley.message.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.MoveWriter;
import io.parley.message.Overheard;
import io.parley.message.RunningService;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.log.RedisKeys;
import io.parley.model.room.Person;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who has read a message, over REST and live. */
@Tag("servers")
@RunningService
class SeenTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final Person ugo = users.user("Ugo");

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;

    private MoveWriter moves;
    private RoomId room;

    @BeforeEach
    void open() {
        moves = new MoveWriter(jdbc);
        room = room(Map.of("kind", "group", "name", "Seen", "members", ids(uma, ugo)));
        talk(room);
    }

    @AfterEach
    void close() {
        moves.close();
    }

    @Test
    void whoHasReadAMessageIsNamedButItsAuthor() {
        read(ada, 3);
        read(uma, 3);
        read(ugo, 1);

        assertThat(names(seen(ada, 1))).containsExactlyInAnyOrder("Uma", "Ugo");
        assertThat(names(seen(uma, 3))).containsExactly("Uma");
        assertThat(seen(ugo, 3).json().path("count").asInt()).isEqualTo(1);
        assertThat(seen(ugo, 3).json().at("/items/0/id").asString()).isEqualTo(uma.id().toString());
    }

    @Test
    void whoGoesBackOrLeavesHasNotReadIt() {
        read(uma, 3);
        read(ugo, 3);
        moves.unread(uma, room, 1);
        moves.awaitStored();
        Api.as(ugo, port).delete("/rooms/" + room + "/members/" + ugo.id());

        assertThat(names(seen(ada, 3))).isEmpty();
        assertThat(names(seen(ada, 1))).containsExactly("Uma");
    }

    @Test
    void whoHidesTheirReadingIsNotSeenAndSeesNobody() {
        read(uma, 3);
        read(ugo, 3);
        Api.as(uma, port).put("/me/preferences", Map.of("readReceipts", false));

        assertThat(names(seen(ada, 3))).containsExactly("Ugo");
        assertThat(seen(ada, 3).json().path("count").asInt()).isEqualTo(1);
        assertThat(seen(uma, 3).text("code")).isEqualTo("policy.denied");
        Api.as(uma, port).put("/me/preferences", Map.of("readReceipts", true));
        assertThat(names(seen(ada, 3))).containsExactlyInAnyOrder("Uma", "Ugo");
    }

    @Test
    void theRoomSaysWhatIsTold() {
        read(uma, 3);

        set("count");
        assertThat(seen(ugo, 3).json().toString()).isEqualTo("{\"count\":1}");
        set("off");
        assertThat(seen(ada, 3).text("code")).isEqualTo("policy.denied");
        set("names");
        assertThat(names(seen(ugo, 3))).containsExactly("Uma");
    }

    @Test
    void ofAnnouncementsOnlyAdminsLearnHowManyHaveReadThem() {
        room = room(Map.of("kind", "announce", "name", "News", "members", ids(uma, ugo)));
        talk(room);
        read(uma, 2);

        assertThat(seen(uma, 2).text("code")).isEqualTo("role.required");
        assertThat(seen(ada, 2).json().toString()).isEqualTo("{\"count\":1}");
    }

    @Test
    void pagesOfNamesEndAndGoOn() {
        read(uma, 3);
        read(ugo, 3);

        var first = Api.as(ada, port).get(path(3) + "?limit=1");
        var second = Api.as(ada, port).get(path(3) + "?limit=1&cursor=" + first.text("next"));

        assertThat(first.json().path("count").asInt()).isEqualTo(2);
        assertThat(names(first)).hasSize(1);
        assertThat(names(second)).hasSize(1).doesNotContainAnyElementsOf(names(first));
        assertThat(second.json().has("next")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "99", "9223372036854775807"})
    void whatIsNoMessageHasNoReaders(String seq) {
        assertThat(Api.as(ada, port).get("/rooms/" + room + "/messages/" + seq + "/seen"))
                .matches(answer -> answer.text("code").equals("message.not.found"));
    }

    @Test
    void othersHearLiveThatOneHasReadOnUnlessOneHidesIt() {
        try (var live = new Overheard(RedisKeys.live(room))) {
            read(uma, 2);
            await().until(() -> !live.said().isEmpty());
            assertThat(live.said().getFirst().toString())
                    .isEqualTo(
                            "{\"type\":\"read\",\"userId\":\"%s\",\"seq\":2}".formatted(uma.id()));

            Api.as(uma, port).put("/me/preferences", Map.of("readReceipts", false));
            read(uma, 3);
            read(ugo, 1);
            await().until(() -> live.said().size() > 1);
            assertThat(live.said().get(1).path("userId").asString()).isEqualTo(ugo.id().toString());
            Api.as(uma, port).put("/me/preferences", Map.of("readReceipts", true));
        }
    }

    @Test
    void whereTwoTalkTheAuthorLearnsWhatHasReachedTheOther() {
        direct();
        assertThat(seen(ada, 2).json().path("delivered").toString())
                .isEqualTo("{\"count\":0,\"items\":[]}");
        moves.delivered(uma, room, 2);
        read(uma, 1);

        assertThat(names(seen(ada, 1))).containsExactly("Uma");
        assertThat(delivered(1)).isEmpty();
        assertThat(names(seen(ada, 2))).isEmpty();
        assertThat(delivered(2)).containsExactly("Uma");
        assertThat(delivered(3)).isEmpty();
        Api.as(uma, port).put("/me/preferences", Map.of("readReceipts", false));
        assertThat(delivered(2)).isEmpty();
        Api.as(uma, port).put("/me/preferences", Map.of("readReceipts", true));
    }

    @Test
    void othersHearLiveWhatHasReachedOneUnlessOneHasReadItAlready() {
        direct();
        try (var live = new Overheard(RedisKeys.live(room))) {
            moves.delivered(uma, room, 2);
            await().until(() -> !live.said().isEmpty());
            assertThat(live.said().getFirst().toString())
                    .isEqualTo(
                            "{\"type\":\"delivered\",\"userId\":\"%s\",\"seq\":2}"
                                    .formatted(uma.id()));
            read(uma, 3);
            moves.delivered(uma, room, 3);
            moves.awaitStored();
            read(ada, 1);
            await().until(() -> live.said().size() > 2);
            assertThat(live.said())
                    .extracting(signal -> signal.path("type").asString())
                    .containsExactly("delivered", "read", "read");
        }
    }

    @Test
    void inGroupsNothingIsSaidOfWhatHasReachedPeople() {
        moves.delivered(uma, room, 2);
        read(ugo, 2);

        assertThat(seen(ada, 2).json().has("delivered")).isFalse();
    }

    private void direct() {
        room = RoomId.of(Api.as(uma, port).post("/dm/" + ada.id(), Map.of()).text("id"));
        talk(room);
    }

    private List<String> delivered(long seq) {
        return seen(ada, seq).json().at("/delivered/items").values().stream()
                .map(person -> person.path("displayName").asString())
                .toList();
    }

    private RoomId room(Map<String, Object> body) {
        return RoomId.of(Api.as(ada, port).post("/rooms", body).text("id"));
    }

    private void talk(RoomId in) {
        var by = new Actor(ada.id(), "Ada", Role.ADMIN);
        try (var log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers())) {
            log.append(new Conversation(in).says(by, "one").says(by, "two").says(by, "three"));
        }
        Api.as(ada, port).get("/messages/history/" + in);
    }

    private void read(Person person, long seq) {
        moves.read(person, room, seq);
        moves.awaitStored();
    }

    private void set(String receipts) {
        Api.as(ada, port).patch("/rooms/" + room + "/settings", Map.of("receipts", receipts));
    }

    private Api.Answer seen(Person person, long seq) {
        return Api.as(person, port).get(path(seq));
    }

    private String path(long seq) {
        return "/rooms/" + room + "/messages/" + seq + "/seen";
    }

    private static List<String> names(Api.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().path("items").values().stream()
                .map(person -> person.path("displayName").asString())
                .toList();
    }

    private static List<String> ids(Person... people) {
        return Stream.of(people).map(person -> person.id().toString()).toList();
    }
}
