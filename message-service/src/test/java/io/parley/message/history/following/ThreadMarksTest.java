package io.parley.message.history.following;

import static io.parley.message.Conversation.ADA;
import static io.parley.message.Conversation.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.MoveWriter;
import io.parley.message.RunningService;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.event.Mention;
import io.parley.model.event.Mention.Kind;
import io.parley.model.read.ReadMove;
import io.parley.model.read.ReadMove.Op;
import io.parley.model.room.Person;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is unread of a thread for who follows it. */
@Tag("servers")
@RunningService
class ThreadMarksTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final Actor byUma = new Actor(uma.id(), "Uma", Role.USER);
    private final List<Mention> atUma = List.of(new Mention(Kind.USER, uma.id(), 0, 4));
    private final LogWriter log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers());

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;

    private MoveWriter moves;
    private RoomId room;
    private Conversation talk;

    @BeforeEach
    void open() {
        moves = new MoveWriter(jdbc);
        var body = Map.of("kind", "group", "name", "Threads", "members", List.of(uma.id()));
        room = RoomId.of(Api.as(ada, port).post("/rooms", body).text("id"));
        talk = new Conversation(room);
    }

    @AfterEach
    void close() {
        moves.close();
        log.close();
    }

    @Test
    void whatWasSaidBeforeOneFollowsIsNotUnread() {
        append(
                talk.says(byUma, "mine")
                        .says(ADA, "another's")
                        .threads(BEN, 1, "one", List.of())
                        .threads(BEN, 2, "not mine yet", List.of())
                        .threads(BEN, 1, "two", List.of())
                        .threads(BEN, 2, "@Uma now it is", atUma)
                        .threads(byUma, 1, "I", List.of()));
        assertThat(unread()).isEqualTo(Map.of(1L, 2, 2L, 1));

        append(new Conversation(talk).says(ADA, "late").threads(BEN, 8, "old", List.of()));
        Api.as(uma, port).put("/rooms/" + room + "/threads/8/following", Map.of());
        assertThat(unread()).containsEntry(8L, 0);

        append(new Conversation(room, 10).threads(BEN, 8, "new", List.of()).deletes(BEN, 5));
        assertThat(unread()).isEqualTo(Map.of(1L, 1, 2L, 1, 8L, 1));
    }

    @Test
    void aMoveOfTheThreadCountsThereAlone() {
        append(
                talk.says(byUma, "mine")
                        .says(byUma, "mine, too")
                        .threads(BEN, 1, "one", List.of())
                        .threads(BEN, 2, "two", List.of())
                        .threads(BEN, 1, "three", List.of()));

        move(Op.READ, 3, 1L);
        assertThat(unread()).isEqualTo(Map.of(1L, 1, 2L, 1));
        move(Op.READ, Long.MAX_VALUE, 1L);
        assertThat(unread()).isEqualTo(Map.of(1L, 0, 2L, 1));
        append(new Conversation(talk).threads(BEN, 1, "four", List.of()));
        assertThat(unread()).isEqualTo(Map.of(1L, 1, 2L, 1));
        move(Op.UNREAD, 0, 1L);
        assertThat(unread()).isEqualTo(Map.of(1L, 3, 2L, 1));
        move(Op.READ, 6, null);
        assertThat(unread()).isEqualTo(Map.of(1L, 3, 2L, 1));
        assertThat(readOfTheRoom()).isEqualTo(6);
    }

    @Test
    void whoFollowsAgainBeginsThere() {
        append(talk.says(byUma, "mine").threads(BEN, 1, "one", List.of()));
        Api.as(uma, port).delete("/rooms/" + room + "/threads/1/following");
        append(new Conversation(talk).threads(BEN, 1, "two", List.of()));

        Api.as(uma, port).put("/rooms/" + room + "/threads/1/following", Map.of());
        assertThat(unread()).isEqualTo(Map.of(1L, 0));
        append(new Conversation(room, 4).threads(BEN, 1, "three", List.of()));
        Api.as(uma, port).put("/rooms/" + room + "/threads/1/following", Map.of());
        assertThat(unread()).isEqualTo(Map.of(1L, 1));
    }

    @Test
    void noMoreThanAHundredAreCounted() {
        talk.says(byUma, "mine");
        for (var n = 0; n < 103; n++) {
            talk.threads(BEN, 1, "words " + n, List.of());
        }
        append(talk);

        assertThat(unread()).isEqualTo(Map.of(1L, 100));
    }

    private void move(Op op, long seq, @Nullable Long root) {
        moves.append(new ReadMove(uma.id(), room, seq, op, root));
        moves.awaitStored();
    }

    private long readOfTheRoom() {
        var rooms = Api.as(uma, port).get("/me/counters?rooms=" + room).json().path("rooms");
        return rooms.path(0).path("readSeq").asLong();
    }

    private Map<Long, Integer> unread() {
        return Api.as(uma, port)
                .get("/me/threads")
                .json()
                .path("items")
                .valueStream()
                .collect(
                        Collectors.toMap(
                                item -> item.at("/message/seq").asLong(),
                                item -> item.path("unread").asInt()));
    }

    private void append(Conversation conversation) {
        log.append(conversation);
        Api.as(ada, port).awaitStored(room);
    }
}
