package io.parley.message.history.mentions;

import static io.parley.message.Conversation.ADA;
import static io.parley.message.Conversation.AT_ALL;
import static io.parley.message.Conversation.BEN;
import static io.parley.message.Conversation.CLEO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.RoomForEverybody;
import io.parley.message.RunningService;
import io.parley.message.access.Caller;
import io.parley.message.history.rooms.MessageCursor;
import io.parley.message.room.inside.InsideRooms.Inside;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.event.Mention;
import io.parley.model.event.Mention.Kind;
import io.parley.model.room.Person;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What mentions a person, read by that person. */
@Tag("servers")
@RunningService
class MyMentionsTest {

    private static final List<Mention> AT_ADMINS = List.of(new Mention(Kind.ADMINS, null, 0, 4));

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final List<Mention> atUma = List.of(new Mention(Kind.USER, uma.id(), 0, 4));
    private final LogWriter log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers());

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;

    private RoomId room;
    private Conversation talk;

    @BeforeEach
    void open() {
        room = group("all");
        talk = new Conversation(room);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whoIsMentionedFindsTheMessageAndNobodyElseDoes() {
        append(
                room,
                talk.says(BEN, "to nobody")
                        .mentions(BEN, "@Uma one", atUma)
                        .mentions(BEN, "@all two", AT_ALL)
                        .mentions(BEN, "@adm three", AT_ADMINS)
                        .threads(CLEO, 1, "@Uma four", atUma));

        assertThat(seqs(mine(uma, ""))).containsExactly(5L, 3L, 2L);
        assertThat(seqs(mine(ada, ""))).containsExactly(4L, 3L);
        assertThat(mine(users.user("Otto"), "").path("items")).isEmpty();
        var newest = mine(uma, "").at("/items/0");
        assertThat(newest.path("roomId").asString()).isEqualTo(room.toString());
        assertThat(newest.at("/message/text").asString()).isEqualTo("@Uma four");
        assertThat(newest.at("/message/threadRoot").asInt()).isEqualTo(1);
        assertThat(newest.at("/message/mentions/0/userId").asString())
                .isEqualTo(uma.id().toString());
    }

    @Test
    void whatOneSaysDoesNotMentionOneself() {
        var me = new Actor(uma.id(), "Uma", Role.USER);
        append(room, talk.mentions(me, "@Uma hi", atUma).mentions(me, "@all hi", AT_ALL));

        assertThat(mine(uma, "").path("items")).isEmpty();
        assertThat(seqs(mine(ada, ""))).containsExactly(2L);
    }

    @Test
    void anEditGivesAndTakesMentionsAndADeletionTakesThemAll() {
        append(
                room,
                talk.mentions(BEN, "@Uma one", atUma)
                        .says(BEN, "@Uma two")
                        .mentions(BEN, "@Uma three", atUma)
                        .mentions(BEN, "@all four", AT_ALL)
                        .rewords(BEN, 1, "nothing", List.of())
                        .rewords(BEN, 2, "@Uma two", atUma)
                        .rewords(CLEO, 1, "@Uma not mine", atUma)
                        .deletes(BEN, 3)
                        .deletes(ADA, 4)
                        .rewords(BEN, 3, "@Uma late", atUma));

        assertThat(seqs(mine(uma, ""))).containsExactly(2L);
        assertThat(mine(uma, "").at("/items/0/message/version").asInt()).isEqualTo(2);
        assertThat(rows("mention")).isEqualTo(2);
        assertThat(rows("room_mention")).isZero();
    }

    @Test
    void onlyWhatOneMayStillReadIsThere() {
        var other = group("joined");
        append(room, talk.mentions(BEN, "@Uma one", atUma));
        append(
                other,
                new Conversation(other)
                        .mentions(BEN, "@Uma two", atUma)
                        .mentions(BEN, "@all three", AT_ALL));
        assertThat(rooms(mine(uma, ""))).containsExactly(other, other, room);

        Api.as(ada, port).delete("/rooms/" + room + "/members/" + uma.id());
        Api.as(ada, port).delete("/rooms/" + other + "/members/" + uma.id());
        assertThat(mine(uma, "").path("items")).isEmpty();

        for (var again : List.of(room, other)) {
            var members = Map.of("members", List.of(uma.id()));
            assertThat(Api.as(ada, port).post("/rooms/" + again + "/members", members).status())
                    .isEqualTo(200);
        }
        assertThat(rooms(mine(uma, ""))).containsExactly(room);
    }

    @Test
    void whoJoinsLaterIsNotMeantByWhatWasSaidToAllBefore() {
        append(room, talk.mentions(BEN, "@all one", AT_ALL));
        var late = users.user("Late");
        var members = Map.of("members", List.of(late.id()));
        Api.as(ada, port).post("/rooms/" + room + "/members", members);

        assertThat(mine(late, "").path("items")).isEmpty();
        assertThat(seqs(mine(uma, ""))).containsExactly(1L);
    }

    @Test
    void aRoomForEverybodyMentionsThoseWhoAreNotNamedInIt() {
        try (var open = RoomForEverybody.by(ada, port, jdbc)) {
            var news = open.id();
            var said = new Conversation(news).mentions(ADA, "@all news", AT_ALL);
            append(news, said);
            var reader = users.user("Reader");

            assertThat(rooms(mine(reader, ""))).contains(news);
            Api.as(ada, port).put("/rooms/" + news + "/bans/" + reader.id(), Map.of());
            assertThat(rooms(mine(reader, ""))).doesNotContain(news);
            assertThat(rooms(mine(uma, ""))).contains(news);
            append(news, said.deletes(ADA, 1));
            assertThat(rooms(mine(uma, ""))).doesNotContain(news);
        }
    }

    @Test
    void pagesGoThroughAllOfThemOnceWhateverIsNoMentionAnyMore() {
        var other = group("all");
        var both = List.of(new Conversation(room), new Conversation(other));
        for (var n = 1; n <= 120; n++) {
            both.get(n % 2).mentions(BEN, "@Uma " + n, n % 3 == 0 ? AT_ALL : atUma);
        }
        for (var n = 1; n <= 55; n++) {
            both.get(0).rewords(BEN, n, "no more", List.of());
        }
        append(room, both.get(0));
        append(other, both.get(1));

        var found = new ArrayList<String>();
        var next = "";
        do {
            var page = mine(uma, "?limit=7" + (next.isEmpty() ? "" : "&before=" + next));
            assertThat(page.path("items").size()).isLessThanOrEqualTo(7);
            page.path("items")
                    .forEach(
                            item ->
                                    found.add(
                                            item.path("roomId").asString()
                                                    + item.at("/message/seq").asInt()));
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        assertThat(found).doesNotHaveDuplicates().hasSize(65);
        assertThat(mine(uma, "?limit=200").path("items").size()).isEqualTo(65);
    }

    @Test
    void aPageEndsAtAMebibyte() {
        for (var n = 0; n < 60; n++) {
            talk.mentions(BEN, "@Uma " + "語".repeat(7_990), atUma);
        }
        append(room, talk);

        var page = Api.as(uma, port).get("/me/mentions?limit=60");

        assertThat(page.raw().body().getBytes(UTF_8).length).isBetween(900_000, 1_100_000);
        assertThat(page.text("next")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?before=x",
                "?before=1_1_1",
                "?before=9999999999999999_00000000-0000-7000-8000-000000000000_1",
                "?before=1_00000000-0000-7000-8000-00000000000g_1",
                "?limit=0",
                "?limit=201",
                "?limit=x",
            })
    void refusesWhatIsNoPage(String query) {
        assertThat(Api.as(uma, port).get("/me/mentions" + query).text("code"))
                .isEqualTo("validation.failed");
    }

    @Test
    void theMentionsOfOthersAreNotWalkedThrough() {
        jdbc.sql(
                        """
                        INSERT INTO mention (room_id, seq, user_id, at)
                        SELECT ?, n, CASE WHEN n % 1000 = 0 THEN ?::uuid ELSE gen_random_uuid() END,
                            now() - n * interval '1 s'
                        FROM generate_series(1, 50000) AS n
                        """)
                .params(room.value(), uma.id().value())
                .update();
        jdbc.sql(
                        """
                        INSERT INTO room_mention (room_id, seq, kind, author_id, at)
                        SELECT gen_random_uuid(), n, 'room', ?, now()
                        FROM generate_series(1, 50000) AS n
                        """)
                .param(room.value())
                .update();
        jdbc.sql("ANALYZE mention").update();
        jdbc.sql("ANALYZE room_mention").update();

        var plan =
                String.join(
                        "\n",
                        jdbc.sql("EXPLAIN " + MyMentions.FIND)
                                .params(
                                        MyMentions.parameters(
                                                new Caller(
                                                        uma.id(), "Uma", "uma", Role.USER, "none"),
                                                List.of(
                                                        new Inside(
                                                                room,
                                                                1,
                                                                Instant.EPOCH,
                                                                true,
                                                                false)),
                                                MessageCursor.NEWEST,
                                                51))
                                .query(String.class)
                                .list());

        assertThat(plan)
                .contains("mention_newest", "room_mention_newest")
                .doesNotContain("Seq Scan");
        jdbc.sql("DELETE FROM mention WHERE room_id = ?").param(room.value()).update();
        jdbc.sql("DELETE FROM room_mention WHERE author_id = ?").param(room.value()).update();
    }

    private RoomId group(String history) {
        var body =
                Map.of(
                        "kind",
                        "group",
                        "name",
                        "Mentions",
                        "members",
                        List.of(uma.id()),
                        "history",
                        history);
        return RoomId.of(Api.as(ada, port).post("/rooms", body).text("id"));
    }

    private void append(RoomId to, Conversation conversation) {
        log.append(conversation);
        Api.as(ada, port).awaitStored(to);
    }

    private JsonNode mine(Person person, String query) {
        return Api.as(person, port).get("/me/mentions" + query).json();
    }

    private long rows(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table + " WHERE room_id = ?")
                .param(room.value())
                .query(Long.class)
                .single();
    }

    private static List<Long> seqs(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.at("/message/seq").asLong())
                .toList();
    }

    private static List<RoomId> rooms(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> RoomId.of(item.path("roomId").asString()))
                .toList();
    }
}
