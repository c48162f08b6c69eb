package io.parley.message.history.counters;

import static io.parley.message.Conversation.ADA;
import static io.parley.message.Conversation.AT_ALL;
import static io.parley.message.Conversation.BEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.MoveWriter;
import io.parley.message.RoomForEverybody;
import io.parley.message.RunningService;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.event.Mention;
import io.parley.model.event.Mention.Kind;
import io.parley.model.room.Person;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/** What waits for a person, asked for by that person. */
@Tag("servers")
@RunningService
class CountersTest {

    private static final List<Mention> AT_ADMINS = List.of(new Mention(Kind.ADMINS, null, 0, 4));

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final Actor byUma = new Actor(uma.id(), "Uma", Role.USER);
    private final List<Mention> atUma = List.of(new Mention(Kind.USER, uma.id(), 0, 4));
    private final LogWriter log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers());

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;
    @Autowired MeterRegistry meters;

    private MoveWriter moves;
    private RoomId room;
    private Conversation talk;

    @BeforeEach
    void open() {
        moves = new MoveWriter(jdbc);
        room = group("all");
        talk = new Conversation(room);
    }

    @AfterEach
    void close() {
        moves.close();
        log.close();
    }

    @Test
    void whatOthersSaidBehindTheMarkIsUnread() {
        append(
                room,
                talk.says(BEN, "one")
                        .says(byUma, "mine")
                        .says(BEN, "two")
                        .says(BEN, "gone")
                        .deletes(BEN, 4)
                        .edits(BEN, 1, "other words", null));

        assertThat(of(room)).isEqualTo("read 0 unread 2 mentions 0 head 6");
        read(room, 1);
        assertThat(of(room)).isEqualTo("read 1 unread 1 mentions 0 head 6");
        read(room, 6);
        assertThat(of(room)).isEqualTo("read 6 unread 0 mentions 0 head 6");
        append(room, new Conversation(talk).says(byUma, "mine"));
        assertThat(of(room)).isEqualTo("read 6 unread 0 mentions 0 head 7");
    }

    @Test
    void mentionsAreThoseOfNow() {
        append(
                room,
                talk.mentions(BEN, "@Uma one", atUma)
                        .mentions(BEN, "@all two", AT_ALL)
                        .mentions(BEN, "@adm three", AT_ADMINS)
                        .mentions(BEN, "@Uma four", atUma)
                        .mentions(BEN, "@Uma five", atUma)
                        .says(BEN, "six")
                        .mentions(byUma, "@all seven", AT_ALL)
                        .rewords(BEN, 4, "no more", List.of())
                        .rewords(BEN, 6, "@Uma six", atUma)
                        .deletes(BEN, 5));

        assertThat(of(room)).isEqualTo("read 0 unread 5 mentions 3 head 10");
        assertThat(of(ada, room)).isEqualTo("read 0 unread 6 mentions 3 head 10");
        read(room, 2);
        assertThat(of(room)).isEqualTo("read 2 unread 3 mentions 1 head 10");
    }

    @Test
    void aRoomMarkedUnreadStaysSoUntilItIsRead() {
        append(room, talk.says(BEN, "one").says(BEN, "two"));
        read(room, 2);
        moves.unread(uma, room, 1);
        moves.awaitStored();

        assertThat(of(room)).isEqualTo("read 1 unread 1 mentions 0 head 2 marked");
        moves.unread(uma, room, 2);
        moves.awaitStored();
        assertThat(of(room)).isEqualTo("read 2 unread 0 mentions 0 head 2 marked");
        assertThat(all().at("/rooms/0/roomId").asString()).isEqualTo(room.toString());
        read(room, 1);
        assertThat(of(room)).isEqualTo("read 2 unread 0 mentions 0 head 2");
        assertThat(all().path("rooms")).isEmpty();
    }

    @Test
    void whereThreadsStandApartOnlyThoseCountThatOneFollows() {
        append(
                room,
                talk.says(byUma, "mine")
                        .says(ADA, "another's")
                        .threads(BEN, 1, "in mine", List.of())
                        .threads(BEN, 2, "in the other", List.of())
                        .threads(BEN, 2, "@all in the other", AT_ALL));
        assertThat(of(room)).isEqualTo("read 0 unread 4 mentions 1 head 5");

        Api.as(ada, port)
                .patch(
                        "/rooms/" + room + "/settings",
                        Map.of("threads", "collapsed"),
                        "If-Match",
                        "*");
        assertThat(of(room)).startsWith("read 0 unread 2 mentions 0");
        Api.as(uma, port).put("/rooms/" + room + "/threads/2/following", Map.of());
        assertThat(of(room)).startsWith("read 0 unread 4 mentions 1");
        Api.as(uma, port).delete("/rooms/" + room + "/threads/1/following");
        assertThat(of(room)).startsWith("read 0 unread 3 mentions 1");
    }

    @Test
    void whoComesLaterBeginsWithNothingUnread() {
        append(room, talk.says(BEN, "one").mentions(BEN, "@all two", AT_ALL));
        var late = users.user("Late");
        Api.as(ada, port)
                .post("/rooms/" + room + "/members", Map.of("members", List.of(late.id())));
        assertThat(of(late, room)).contains("unread 0 mentions 0");
        awaitJoined(late, room);

        append(room, new Conversation(room, 4).says(BEN, "three"));
        assertThat(of(late, room)).isEqualTo("read 3 unread 1 mentions 0 head 4");
        moves.unread(late, room, 0);
        moves.awaitStored();
        assertThat(of(late, room)).isEqualTo("read 0 unread 3 mentions 0 head 4 marked");
    }

    @Test
    void whatOneMayNotReadDoesNotCount() {
        var hidden = group("joined");
        append(hidden, new Conversation(hidden).says(BEN, "one").says(BEN, "two"));
        var late = users.user("Late");
        Api.as(ada, port)
                .post("/rooms/" + hidden + "/members", Map.of("members", List.of(late.id())));
        awaitJoined(late, hidden);
        append(hidden, new Conversation(hidden, 4).says(BEN, "three"));
        moves.unread(late, hidden, 0);
        moves.awaitStored();

        assertThat(of(late, hidden)).isEqualTo("read 2 unread 1 mentions 0 head 4 marked");
    }

    @Test
    void aRoomForEverybodyIsReadUntilOneReadsIt() {
        try (var open = RoomForEverybody.by(ada, port, jdbc)) {
            append(open.id(), new Conversation(open.id()).says(ADA, "one").says(ADA, "two"));

            assertThat(of(open.id())).isEqualTo("read 2 unread 0 mentions 0 head 2");
            read(open.id(), 1);
            assertThat(of(open.id())).isEqualTo("read 1 unread 1 mentions 0 head 2");
            Api.as(ada, port).put("/rooms/" + open.id() + "/bans/" + uma.id(), Map.of());
            assertThat(counters(uma, open.id()).path("rooms")).isEmpty();
        }
    }

    @Test
    void theListOfRoomsAndTheSumSayTheSame() {
        var other = group("all");
        var quiet = group("all");
        append(room, talk.says(BEN, "one").mentions(BEN, "@Uma two", atUma));
        append(other, new Conversation(other).says(BEN, "three"));

        var all = all();
        assertThat(all.path("rooms").valueStream().map(one -> one.path("roomId").asString()))
                .containsExactly(other.toString(), room.toString());
        assertThat(all.path("total").toString())
                .isEqualTo("{\"unread\":3,\"capped\":false,\"mentions\":1,\"rooms\":2}");
        for (var item : Api.as(uma, port).get("/me/rooms").json().path("items")) {
            var id = RoomId.of(item.path("id").asString());
            assertThat(text(item)).isEqualTo(of(id));
        }
        assertThat(of(quiet)).isEqualTo("read 0 unread 0 mentions 0 head 0");
    }

    @Test
    void aRoomAddsToTheSumAsFarAsOneWantsToHearOfIt() {
        append(room, talk.says(BEN, "one").mentions(BEN, "@Uma two", atUma));
        var preferences = "/rooms/" + room + "/preferences";

        Api.as(uma, port).put(preferences, Map.of("level", "mentions"));
        assertThat(total()).isEqualTo("0 messages 1 mentions 1 rooms");
        Api.as(uma, port).put(preferences, Map.of("level", "nothing"));
        assertThat(total()).isEqualTo("0 messages 0 mentions 0 rooms");
        Api.as(uma, port)
                .put(preferences, Map.of("level", "all", "mutedUntil", "2099-01-01T00:00:00Z"));
        assertThat(total()).isEqualTo("0 messages 0 mentions 0 rooms");
        assertThat(all().at("/rooms/0/unread").asInt()).isEqualTo(2);
    }

    @Test
    void moreThanAThousandAreNotCounted() {
        for (var n = 0; n < 1_001; n++) {
            talk.mentions(BEN, "@Uma " + n, n < 150 ? atUma : List.of());
        }
        append(room, talk);

        assertThat(of(room)).isEqualTo("read 0 unread 1000+ mentions 100 head 1001");
        assertThat(all().at("/total/capped").asBoolean()).isTrue();
        read(room, 1);
        assertThat(of(room)).isEqualTo("read 1 unread 1000 mentions 100 head 1001");
        read(room, 60);
        assertThat(of(room)).isEqualTo("read 60 unread 941 mentions 90 head 1001");
    }

    @Test
    void mentionsThatWereTakenBackDoNotHideThoseBehindThem() {
        for (var n = 1; n <= 130; n++) {
            talk.mentions(BEN, "@Uma " + n, atUma);
        }
        for (var n = 1; n <= 120; n++) {
            talk.rewords(BEN, n, "no more", List.of());
        }
        append(room, talk);

        assertThat(of(room)).isEqualTo("read 0 unread 130 mentions 10 head 250");
    }

    @Test
    void othersRoomsAreLeftOut() {
        var otto = users.user("Otto");
        append(room, talk.says(BEN, "one"));

        assertThat(counters(otto, room).path("rooms")).isEmpty();
        assertThat(counters(uma, room, new RoomId(UUID.randomUUID()), room).path("rooms"))
                .hasSize(1);
        assertThat(counters(uma, room).has("total")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "x", "%00", "01890000-0000-7000-8000-000000000000,"})
    void refusesWhatAreNoRooms(String rooms) {
        assertThat(Api.as(uma, port).get("/me/counters?rooms=" + rooms).text("code"))
                .isEqualTo("validation.failed");
    }

    @Test
    void refusesMoreRoomsThanOneAnswerTells() {
        var many = String.join(",", Collections.nCopies(201, room.toString()));

        assertThat(Api.as(uma, port).get("/me/counters?rooms=" + many).text("code"))
                .isEqualTo("validation.failed");
    }

    @Test
    void aCounterThatIsWrongIsNoticed() {
        append(room, talk.says(BEN, "one").says(BEN, "two"));
        var mismatches = meters.get("parley.counters.mismatch").counter();
        var before = mismatches.count();
        assertThat(of(room)).isEqualTo("read 0 unread 2 mentions 0 head 2");
        assertThat(mismatches.count()).isEqualTo(before);

        jdbc.sql("INSERT INTO mention (room_id, seq, user_id, at) VALUES (?, 2, ?, now())")
                .params(room.value(), uma.id().value())
                .update();

        assertThat(of(room)).isEqualTo("read 0 unread 2 mentions 1 head 2");
        assertThat(mismatches.count()).isEqualTo(before + 1);
    }

    private RoomId group(String history) {
        var body =
                Map.of(
                        "kind",
                        "group",
                        "name",
                        "Counters",
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

    private void awaitJoined(Person person, RoomId where) {
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                jdbc.sql(
                                                "SELECT EXISTS (SELECT FROM read_mark WHERE user_id = ? AND room_id = ?)")
                                        .params(person.id().value(), where.value())
                                        .query(Boolean.class)
                                        .single());
    }

    private void read(RoomId where, long seq) {
        moves.read(uma, where, seq);
        moves.awaitStored();
    }

    private String of(RoomId where) {
        return of(uma, where);
    }

    private String of(Person person, RoomId where) {
        return text(counters(person, where).at("/rooms/0"));
    }

    private String total() {
        var total = all().path("total");
        return "%d messages %d mentions %d rooms"
                .formatted(
                        total.path("unread").asInt(),
                        total.path("mentions").asInt(),
                        total.path("rooms").asInt());
    }

    private JsonNode all() {
        return Api.as(uma, port).get("/me/counters").json();
    }

    private JsonNode counters(Person person, RoomId... rooms) {
        var ids = String.join(",", List.of(rooms).stream().map(RoomId::toString).toList());
        return Api.as(person, port).get("/me/counters?rooms=" + ids).json();
    }

    private static String text(JsonNode room) {
        return "read %d unread %d%s mentions %d head %d%s"
                .formatted(
                        room.path("readSeq").asLong(),
                        room.path("unread").asInt(),
                        room.path("capped").asBoolean(false) ? "+" : "",
                        room.path("mentions").asInt(),
                        room.path("headSeq").asLong(),
                        room.path("markedUnread").asBoolean(false) ? " marked" : "");
    }
}
