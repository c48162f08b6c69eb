package io.parley.message.history;

import static io.parley.message.Conversation.ADA;
import static io.parley.message.Conversation.AT_BEN;
import static io.parley.message.Conversation.BEN;
import static io.parley.message.Conversation.CLEO;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.RunningService;
import io.parley.model.RoomId;
import io.parley.model.event.EventData.Reaction.Op;
import io.parley.model.room.Person;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** Threads, read by people. */
@Tag("servers")
@RunningService
class ThreadTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final LogWriter log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers());

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;

    private RoomId room;
    private Conversation talk;

    @BeforeEach
    void open() {
        var body = Map.of("kind", "group", "name", "Threads", "members", List.of(uma.id()));
        room = RoomId.of(Api.as(ada, port).post("/rooms", body).text("id"));
        talk = new Conversation(room);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aRootTellsOfItsThreadWhateverIsDeleted() {
        log.append(
                talk.says(ADA, "root")
                        .threads(BEN, 1, "@Ben one", AT_BEN)
                        .threads(CLEO, 1, "two", List.of())
                        .threads(BEN, 1, "three", List.of())
                        .deletes(BEN, 4)
                        .says(ADA, "no root"));

        var items = get("/messages/history/" + room + "?fold=true").json().path("items");

        var thread = items.get(0).path("thread");
        assertThat(thread.path("replies").asInt()).isEqualTo(2);
        assertThat(thread.path("lastSeq").asInt()).isEqualTo(3);
        assertThat(thread.path("lastAt").asString()).isEqualTo(items.get(2).path("at").asString());
        assertThat(people(thread)).containsExactly(CLEO.id().toString(), BEN.id().toString());
        assertThat(items.get(1).path("mentions").toString()).contains(BEN.id().toString());
        assertThat(items.get(3).path("deleted").isObject()).isTrue();
        assertThat(items.get(3).path("threadRoot").asInt()).isEqualTo(1);
        assertThat(items.get(4).has("thread")).isFalse();
    }

    @Test
    void threadsAreListedByWhatWasSaidLastInThem() {
        log.append(
                talk.says(ADA, "first")
                        .says(ADA, "second")
                        .says(ADA, "third")
                        .says(ADA, "without")
                        .threads(BEN, 1, "a", List.of())
                        .threads(BEN, 2, "b", List.of())
                        .threads(BEN, 3, "c", List.of())
                        .threads(CLEO, 1, "d", List.of())
                        .edits(BEN, 6, "nothing new by this", null)
                        .deletes(BEN, 7));

        var page = get("/rooms/" + room + "/threads?limit=1");
        assertThat(seqs(page.json().path("items"))).containsExactly(1L);
        var rest = get("/rooms/" + room + "/threads?before=" + page.text("next"));
        assertThat(seqs(rest.json().path("items"))).containsExactly(2L);
        assertThat(rest.json().has("next")).isFalse();
        assertThat(rest.json().at("/items/0/thread/replies").asInt()).isEqualTo(1);
    }

    @Test
    void aThreadIsReadInPagesFromBothSides() {
        talk.says(ADA, "root").says(ADA, "other root");
        for (var n = 0; n < 60; n++) {
            talk.threads(BEN, 1 + n % 2, "words " + n, List.of());
        }
        log.append(talk.reacts(CLEO, 3, "👍", Op.ADD));

        var newest = get("/rooms/" + room + "/threads/1?limit=5").json();
        assertThat(seqs(newest.path("items"))).containsExactly(53L, 55L, 57L, 59L, 61L);
        assertThat(newest.at("/root/thread/replies").asInt()).isEqualTo(30);
        assertThat(newest.path("foldedTo").asInt()).isEqualTo(63);
        assertThat(newest.path("complete").asBoolean()).isTrue();

        var upwards = new ArrayList<Long>();
        for (var after = 0L; after >= 0; ) {
            var page = get("/rooms/" + room + "/threads/1?limit=7&after=" + after).json();
            var seqs = seqs(page.path("items"));
            upwards.addAll(seqs);
            after = seqs.isEmpty() ? -1 : seqs.getLast();
        }
        var downwards = new ArrayList<Long>();
        for (var before = 1_000L; before > 0; ) {
            var page = get("/rooms/" + room + "/threads/1?limit=7&before=" + before).json();
            var seqs = seqs(page.path("items"));
            downwards.addAll(0, seqs);
            before = seqs.isEmpty() ? 0 : seqs.getFirst();
        }
        assertThat(upwards).hasSize(30).isEqualTo(downwards);
        var first = get("/rooms/" + room + "/threads/1?after=0&limit=1").json().at("/items/0");
        assertThat(first.has("reactions")).isTrue();
    }

    @Test
    void aDeletedRootKeepsItsThread() {
        log.append(
                talk.says(ADA, "secret").threads(BEN, 1, "still here", List.of()).deletes(ADA, 1));

        var thread = get("/rooms/" + room + "/threads/1").json();

        assertThat(thread.path("root").path("deleted").isObject()).isTrue();
        assertThat(thread.toString()).contains("still here").doesNotContain("secret");
        assertThat(seqs(get("/rooms/" + room + "/threads").json().path("items")))
                .containsExactly(1L);
    }

    @Test
    void whoJoinedLaterReadsNoThreadsOfBefore() {
        log.append(talk.says(ADA, "before").threads(BEN, 1, "in it", List.of()));
        var admin = Api.as(ada, port);
        admin.patch("/rooms/" + room, Map.of("history", "joined"));
        get("/rooms/" + room + "/threads");
        var late = users.user("Late");
        admin.post("/rooms/" + room + "/members", Map.of("members", List.of(late.id())));
        var reader = Api.as(late, port);

        assertThat(reader.get("/rooms/" + room + "/threads").json().path("items")).isEmpty();
        assertThat(reader.get("/rooms/" + room + "/threads/1").text("code"))
                .isEqualTo("message.not.found");
        var stranger = Api.as(users.user("Stranger"), port);
        assertThat(stranger.get("/rooms/" + room + "/threads").text("code"))
                .isEqualTo("room.not.found");
        assertThat(stranger.get("/rooms/" + room + "/threads/1").text("code"))
                .isEqualTo("room.not.found");
    }

    @ParameterizedTest
    @CsvSource({
        "threads?before=0, validation.failed",
        "threads?before=x, validation.failed",
        "threads?limit=201, validation.failed",
        "threads/1?before=3&after=1, validation.failed",
        "threads/1?after=-1, validation.failed",
        "threads/99, message.not.found",
        "threads/0, message.not.found",
        "threads/2, message.not.found",
        "threads/99999999999999999999, validation.failed",
    })
    void refusesWhatIsNoThread(String path, String code) {
        log.append(talk.says(ADA, "root").reacts(BEN, 1, "👍", Op.ADD));

        assertThat(get("/rooms/" + room + "/" + path).text("code")).isEqualTo(code);
    }

    @Test
    void aThreadOfManyMessagesIsNotWalkedThrough() {
        talk.says(ADA, "long").says(ADA, "short");
        for (var n = 0; n < 3_000; n++) {
            talk.threads(BEN, n % 300 == 0 ? 2 : 1, "words", List.of());
        }
        log.append(talk);
        assertThat(get("/rooms/" + room + "/threads/1").json().at("/root/thread/replies").asInt())
                .isEqualTo(1_000);
        jdbc.sql("ANALYZE room_event").update();
        jdbc.sql("ANALYZE room_thread").update();

        assertThat(
                        plan(
                                "SELECT seq FROM room_event WHERE room_id = ? AND thread_root = 2"
                                        + " AND seq < 2900 ORDER BY seq DESC LIMIT 50"))
                .contains("room_event_threads")
                .doesNotContain("Sort");
        assertThat(
                        plan(
                                "SELECT root_seq FROM room_thread WHERE room_id = ? AND last_seq > 0"
                                        + " ORDER BY last_seq DESC LIMIT 50"))
                .doesNotContain("room_event");
    }

    @Test
    void aCacheLearnsWhichThreadsHaveGrownOrShrunk() {
        log.append(
                talk.says(ADA, "grows")
                        .says(ADA, "shrinks")
                        .says(ADA, "comes and goes")
                        .says(ADA, "stays")
                        .threads(BEN, 2, "two", List.of())
                        .threads(BEN, 4, "four", List.of())
                        .threads(BEN, 4, "four again", List.of()));
        log.append(
                new Conversation(talk)
                        .threads(CLEO, 1, "one", List.of())
                        .deletes(BEN, 5)
                        .threads(CLEO, 3, "three", List.of())
                        .deletes(CLEO, 10)
                        .reacts(CLEO, 7, "👍", Op.ADD)
                        .says(ADA, "new root")
                        .threads(BEN, 13, "in it", List.of()));

        var changed = get("/messages/history/" + room + "/changes?after=7").json();

        assertThat(seqs(changed.path("items"))).containsExactly(1L, 2L, 3L, 5L, 7L);
        assertThat(changed.at("/items/0/thread/replies").asInt()).isEqualTo(1);
        assertThat(changed.at("/items/1/thread").isMissingNode()).isTrue();
        assertThat(changed.at("/items/2/thread").isMissingNode()).isTrue();
    }

    private String plan(String query) {
        return String.join(
                "\n", jdbc.sql("EXPLAIN " + query).param(room.value()).query(String.class).list());
    }

    private Api.Answer get(String path) {
        return Api.as(uma, port).get(path);
    }

    private static List<Long> seqs(JsonNode items) {
        return items.valueStream().map(item -> item.path("seq").asLong()).toList();
    }

    private static List<String> people(JsonNode thread) {
        return thread.path("participants").valueStream().map(JsonNode::asString).toList();
    }
}
