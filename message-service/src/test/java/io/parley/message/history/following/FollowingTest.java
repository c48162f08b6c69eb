package io.parley.message.history.following;

import static io.parley.message.Conversation.ADA;
import static io.parley.message.Conversation.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.RunningService;
import io.parley.message.archive.FollowRows;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData.Reaction.Op;
import io.parley.model.event.Mention;
import io.parley.model.event.Mention.Kind;
import io.parley.model.room.Person;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Who follows which threads, and what becomes of it. */
@Tag("servers")
@RunningService
class FollowingTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final Actor byUma = new Actor(uma.id(), "Uma", Role.USER);
    private final List<Mention> atUma = List.of(new Mention(Kind.USER, uma.id(), 0, 4));
    private final LogWriter log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers());

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;

    private RoomId room;
    private Conversation talk;

    @BeforeEach
    void open() {
        room = group();
        talk = new Conversation(room);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whoBeginsWritesOrIsMentionedFollowsTheThread() {
        append(
                talk.says(byUma, "mine")
                        .says(ADA, "answered by Uma")
                        .says(ADA, "about Uma")
                        .says(ADA, "about Uma later")
                        .says(ADA, "not hers")
                        .says(byUma, "without answers")
                        .threads(BEN, 1, "one", List.of())
                        .threads(byUma, 2, "two", List.of())
                        .threads(BEN, 3, "@Uma three", atUma)
                        .threads(BEN, 4, "@Uma four", List.of())
                        .threads(BEN, 5, "five", List.of())
                        .rewords(BEN, 10, "@Uma four", atUma));

        assertThat(seqs(mine(uma))).containsExactly(4L, 3L, 2L, 1L);
        assertThat(mine(uma).at("/items/0/message/thread/following").asBoolean()).isTrue();
        assertThat(mine(uma).at("/items/0/roomId").asString()).isEqualTo(room.toString());
        assertThat(mine(users.user("Otto")).path("items")).isEmpty();
        assertThat(following(uma))
                .isEqualTo(Map.of(1L, true, 2L, true, 3L, true, 4L, true, 5L, false));
    }

    @Test
    void oneFollowsByOnesOwnWillAndLeavesUntilOneFollowsAgain() {
        append(talk.says(ADA, "root").threads(BEN, 1, "one", List.of()));

        assertThat(follow(uma, 1).status()).isEqualTo(204);
        assertThat(follow(uma, 1).status()).isEqualTo(204);
        assertThat(seqs(mine(uma))).containsExactly(1L);
        assertThat(page(uma).at("/root/thread/following").asBoolean()).isTrue();

        assertThat(leave(uma, 1).status()).isEqualTo(204);
        assertThat(leave(uma, 1).status()).isEqualTo(204);
        append(
                new Conversation(talk)
                        .threads(byUma, 1, "two", List.of())
                        .threads(BEN, 1, "@Uma three", atUma));
        assertThat(mine(uma).path("items")).isEmpty();
        assertThat(page(uma).at("/root/thread/following").asBoolean(true)).isFalse();

        follow(uma, 1);
        assertThat(seqs(mine(uma))).containsExactly(1L);
    }

    @Test
    void threadsOfRoomsThatOneHasLeftAreNotThere() {
        append(talk.says(byUma, "root").threads(BEN, 1, "one", List.of()));
        assertThat(seqs(mine(uma))).containsExactly(1L);

        Api.as(ada, port).delete("/rooms/" + room + "/members/" + uma.id());

        assertThat(mine(uma).path("items")).isEmpty();
        assertThat(follow(uma, 1).text("code")).isEqualTo("room.not.found");
    }

    @Test
    void pagesGoThroughTheThreadsOfAllRooms() {
        var other = group();
        append(talk.says(byUma, "a").threads(BEN, 1, "one", List.of()));
        var there = new Conversation(other).says(byUma, "b").says(byUma, "c");
        append(other, there.threads(BEN, 1, "two", List.of()).threads(BEN, 2, "three", List.of()));

        var first = mine(uma, "?limit=2");
        var rest = mine(uma, "?limit=2&before=" + first.path("next").asString());

        assertThat(seqs(first)).containsExactly(2L, 1L);
        assertThat(first.at("/items/0/roomId").asString()).isEqualTo(other.toString());
        assertThat(seqs(rest)).containsExactly(1L);
        assertThat(rest.at("/items/0/roomId").asString()).isEqualTo(room.toString());
        assertThat(rest.has("next")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2, message.not.found",
        "3, message.not.found",
        "99, message.not.found",
        "0, message.not.found",
        "-1, message.not.found",
        "x, validation.failed",
    })
    void thereIsNoThreadToFollowWhereNoMessageCanHaveOne(String seq, String code) {
        append(
                talk.says(ADA, "root")
                        .threads(BEN, 1, "one", List.of())
                        .reacts(BEN, 1, "👍", Op.ADD));
        var path = "/rooms/" + room + "/threads/" + seq + "/following";

        assertThat(Api.as(uma, port).put(path, Map.of()).text("code")).isEqualTo(code);
        assertThat(Api.as(uma, port).delete(path).text("code")).isEqualTo(code);
    }

    @Test
    void onePersonFollowsSoManyThreadsAndNoMore() {
        append(talk.says(ADA, "root").threads(BEN, 1, "one", List.of()));
        jdbc.sql(
                        "INSERT INTO thread_follow (user_id, room_id, root_seq)"
                                + " SELECT ?, gen_random_uuid(), n FROM generate_series(1, ?) AS n")
                .params(uma.id().value(), FollowRows.MOST)
                .update();

        assertThat(follow(uma, 1).text("code")).isEqualTo("conflict");
        assertThat(leave(uma, 1).status()).isEqualTo(204);
        assertThat(mine(uma).path("items")).isEmpty();
    }

    private RoomId group() {
        var body = Map.of("kind", "group", "name", "Follow", "members", List.of(uma.id()));
        return RoomId.of(Api.as(ada, port).post("/rooms", body).text("id"));
    }

    private void append(Conversation conversation) {
        append(room, conversation);
    }

    private void append(RoomId to, Conversation conversation) {
        log.append(conversation);
        Api.as(ada, port).awaitStored(to);
    }

    private Api.Answer follow(Person person, long seq) {
        var path = "/rooms/" + room + "/threads/" + seq + "/following";
        return Api.as(person, port).put(path, Map.of());
    }

    private Api.Answer leave(Person person, long seq) {
        return Api.as(person, port).delete("/rooms/" + room + "/threads/" + seq + "/following");
    }

    private JsonNode page(Person person) {
        return Api.as(person, port).get("/rooms/" + room + "/threads/1").json();
    }

    private Map<Long, Boolean> following(Person person) {
        return Api.as(person, port)
                .get("/rooms/" + room + "/threads")
                .json()
                .path("items")
                .valueStream()
                .collect(
                        Collectors.toMap(
                                root -> root.path("seq").asLong(),
                                root -> root.at("/thread/following").asBoolean()));
    }

    private JsonNode mine(Person person) {
        return mine(person, "");
    }

    private JsonNode mine(Person person, String query) {
        return Api.as(person, port).get("/me/threads" + query).json();
    }

    private static List<Long> seqs(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.at("/message/seq").asLong())
                .toList();
    }
}
