package io.parley.message.history;

import static io.parley.message.Conversation.ADA;
import static io.parley.message.Conversation.BEN;
import static io.parley.message.Conversation.CLEO;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.RunningService;
import io.parley.model.RoomId;
import io.parley.model.event.EventData.Reaction.Op;
import io.parley.model.event.EventJson;
import io.parley.model.event.RoomEvent;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.MessageFold;
import io.parley.model.room.Person;
import io.parley.model.wire.Json;
import io.parley.model.wire.JsonBudget;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages that change, read by people: what they are now, whoever asks for which page. */
@Tag("servers")
@RunningService
class TimelineTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");
    private final LogWriter log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers());

    @LocalServerPort int port;
    @Autowired ReadTimeline timeline;

    private RoomId room;
    private Conversation talk;

    @BeforeEach
    void open() {
        var body = Map.of("kind", "group", "name", "Changes", "members", List.of(uma.id()));
        room = RoomId.of(Api.as(ada, port).post("/rooms", body).text("id"));
        talk = new Conversation(room);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void pagesFromAnySideHoldWhatTheFoldOfAllEventsSays() {
        log.append(Conversation.random(room, new Random(1), 300).records());
        var events = events();
        var expected = MessageFold.fold(events);

        var seen = new TreeMap<Long, JsonNode>();
        for (var before = 301L; before > 0; ) {
            var page =
                    get("/messages/history/%s?fold=true&limit=7&before=%d".formatted(room, before));
            assertThat(page.json().path("foldedTo").asInt()).isEqualTo(300);
            assertThat(page.json().path("complete").asBoolean()).isTrue();
            page.json().path("items").forEach(item -> seen.put(item.path("seq").asLong(), item));
            before = page.json().path("items").isEmpty() ? 0 : seen.firstKey();
        }
        var upwards = new ArrayList<JsonNode>();
        for (var after = 0L; after >= 0; ) {
            var page =
                    get("/messages/history/%s?fold=true&limit=9&after=%d".formatted(room, after));
            page.json().path("items").forEach(upwards::add);
            after =
                    page.json().path("items").isEmpty()
                            ? -1
                            : upwards.getLast().path("seq").asLong();
        }

        assertThat(seen.values()).extracting(TimelineTest::withoutType).isEqualTo(json(expected));
        assertThat(upwards).extracting(TimelineTest::withoutType).isEqualTo(json(expected));
    }

    @Test
    void aroundASeqStandsWhatIsNearestToItOnBothSides() {
        for (var n = 1; n <= 30; n++) {
            talk.says(BEN, "words").reacts(CLEO, talk.records().size(), "👍", Op.ADD);
        }
        log.append(talk.records());

        var page = get("/messages/history/" + room + "?fold=true&limit=6&around=31");

        assertThat(seqs(page)).containsExactly(25L, 27L, 29L, 31L, 33L, 35L);
        assertThat(get("/messages/history/" + room + "?fold=x").status()).isEqualTo(422);
        assertThat(get("/messages/history/" + room + "?fold=true&limit=201").status())
                .isEqualTo(422);
    }

    @Test
    void whatChangedSinceASeqBringsACacheToWhatTheFoldSays() {
        var records = Conversation.random(room, new Random(2), 300).records();
        log.append(records.subList(0, 150));
        var cached = new TreeMap<Long, FoldedMessage>();
        MessageFold.fold(events()).forEach(message -> cached.put(message.seq(), message));
        log.append(records.subList(150, 300));

        var pages = 0;
        for (var next = ""; next != null; pages++) {
            var page =
                    get("/messages/history/%s/changes?after=150&limit=10%s".formatted(room, next));
            assertThat(page.json().path("foldedTo").asInt()).isEqualTo(300);
            page.json()
                    .path("items")
                    .forEach(
                            item -> {
                                var message = Json.MAPPER.treeToValue(item, FoldedMessage.class);
                                assertThat(message.seq()).isLessThanOrEqualTo(150);
                                cached.put(message.seq(), message.with(null));
                            });
            next = page.json().has("next") ? "&cursor=" + page.text("next") : null;
        }

        assertThat(pages).isGreaterThan(2);
        assertThat(json(cached.values()))
                .isEqualTo(
                        json(
                                MessageFold.fold(events()).stream()
                                        .filter(message -> message.seq() <= 150)
                                        .toList()));
        assertThat(get("/messages/history/" + room + "/changes?after=1&cursor=x").status())
                .isEqualTo(422);
    }

    @Test
    void deletedWordsAreInNoAnswerAndTheirPlaceStays() {
        log.append(
                talk.says(BEN, "secret")
                        .edits(BEN, 1, "secret too", null)
                        .says(CLEO, "kept")
                        .deletes(BEN, 1)
                        .edits(BEN, 1, "secret again", null)
                        .records());

        for (var path :
                List.of(
                        "/messages/history/" + room,
                        "/messages/history/" + room + "?after=0",
                        "/messages/history/" + room + "?fold=true",
                        "/messages/history/" + room + "/changes?after=3",
                        "/rooms/" + room + "/messages/1",
                        "/rooms/" + room + "/messages/2",
                        "/rooms/" + room + "/messages/1?fold=true",
                        "/rooms/" + room + "/messages/1/versions",
                        "/me/rooms")) {
            var answer = get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.raw().body()).as(path).doesNotContain("secret");
        }
        assertThat(
                        get("/messages/history/" + room + "?fold=true")
                                .json()
                                .at("/items/0/deleted/seq"))
                .isEqualTo(Json.MAPPER.valueToTree(4));
    }

    @Test
    void aMessageHasItsVersionAsTagItsVersionsAndItsReactions() {
        log.append(
                talk.says(BEN, "one")
                        .edits(BEN, 1, "two", 1)
                        .edits(BEN, 1, "lost", 1)
                        .edits(CLEO, 1, "not hers", null)
                        .edits(BEN, 1, "three", null)
                        .reacts(CLEO, 1, "👍", Op.ADD)
                        .reacts(ADA, 1, "🎉", Op.ADD)
                        .records());
        var path = "/rooms/" + room + "/messages/1";

        var message = get(path + "?fold=true");
        var versions = get(path + "/versions?limit=2");
        var rest = get(path + "/versions?limit=2&cursor=" + versions.text("next"));

        assertThat(message.text("text")).isEqualTo("three");
        assertThat(message.raw().headers().firstValue("ETag")).hasValue("\"3\"");
        assertThat(message.json().path("foldedTo").asInt()).isEqualTo(7);
        assertThat(texts(versions)).containsExactly("one", "two");
        assertThat(texts(rest)).containsExactly("three");
        assertThat(rest.json().has("next")).isFalse();
        assertThat(get(path + "/reactions").json().path("items")).hasSize(2);
        assertThat(get(path + "/reactions?emoji=%F0%9F%8E%89").json().at("/items/0/people/0/name"))
                .isEqualTo(Json.MAPPER.valueToTree("Ada"));
        assertThat(get("/rooms/" + room + "/messages/2?fold=true").status()).isEqualTo(404);
        assertThat(get("/rooms/" + room + "/messages/8/versions").status()).isEqualTo(404);
    }

    @Test
    void pinnedMessagesComeTheLastPinnedFirst() {
        log.append(
                talk.says(BEN, "one")
                        .says(BEN, "two")
                        .says(BEN, "three")
                        .pins(ADA, 3, true)
                        .pins(ADA, 1, true)
                        .pins(ADA, 2, true)
                        .pins(ADA, 3, false)
                        .records());

        var page = get("/rooms/" + room + "/pins?limit=1");
        var rest = get("/rooms/" + room + "/pins?limit=1&cursor=" + page.text("next"));

        assertThat(texts(page)).containsExactly("two");
        assertThat(texts(rest)).containsExactly("one");
        assertThat(rest.json().has("next")).isFalse();
    }

    @Test
    void onlyWhatIsSaidMovesARoomUpAndADeletedMessageIsNotItsLastOne() {
        log.append(
                talk.says(BEN, "first")
                        .says(BEN, "second")
                        .edits(BEN, 1, "edited", null)
                        .records());
        var other = room;
        open();
        log.append(talk.says(BEN, "newer").records());
        var records = new Conversation(other);
        records.says(BEN, "first").says(BEN, "second").edits(BEN, 1, "edited", null);
        log.append(records.deletes(BEN, 2).reacts(CLEO, 1, "👍", Op.ADD).records().subList(3, 5));
        get("/messages/history/" + other + "?fold=true");

        get("/messages/history/" + room + "?fold=true");

        var rooms = get("/me/rooms").json().path("items");

        assertThat(rooms.at("/0/id").asString()).isEqualTo(room.toString());
        assertThat(rooms.at("/0/lastMessage/text").asString()).isEqualTo("newer");
        assertThat(rooms.at("/1/id").asString()).isEqualTo(other.toString());
        assertThat(rooms.at("/1/lastMessage/text").asString()).isEqualTo("edited");
        assertThat(rooms.at("/1/lastMessage/reactions/0/emoji").asString()).isEqualTo("👍");
        assertThat(rooms.at("/1/lastEvent/type").asString()).isEqualTo("reaction.changed");
        assertThat(rooms.at("/1/headSeq").asInt()).isEqualTo(5);
    }

    @Test
    void whoMayNotReadTheRoomSeesNoneOfIt() {
        log.append(talk.says(BEN, "secret").pins(ADA, 1, true).records());
        var stranger = Api.as(users.user("Stranger"), port);

        for (var path :
                List.of(
                        "/messages/history/" + room + "?fold=true",
                        "/messages/history/" + room + "/changes?after=1",
                        "/rooms/" + room + "/messages/1?fold=true",
                        "/rooms/" + room + "/messages/1/versions",
                        "/rooms/" + room + "/messages/1/reactions",
                        "/rooms/" + room + "/pins")) {
            assertThat(stranger.get(path).text("code")).as(path).isEqualTo("room.not.found");
        }
    }

    @Test
    void whoJoinedLaterReadsNothingOfBeforeEvenWhereItChanges() {
        var admin = Api.as(ada, port);
        admin.patch("/rooms/" + room, Map.of("history", "joined"));
        log.append(talk.says(BEN, "before").pins(ADA, 1, true).records());
        get("/messages/history/" + room + "?fold=true");
        var late = users.user("Late");
        admin.post("/rooms/" + room + "/members", Map.of("members", List.of(late.id())));
        log.append(talk.edits(BEN, 1, "before, edited", null).records().subList(2, 3));
        var reader = Api.as(late, port);

        assertThat(reader.get("/messages/history/" + room + "?fold=true").raw().body())
                .doesNotContain("before");
        assertThat(reader.get("/messages/history/" + room + "?fold=true&around=1").raw().body())
                .doesNotContain("before");
        assertThat(reader.get("/messages/history/" + room + "/changes?after=2").raw().body())
                .doesNotContain("before");
        assertThat(reader.get("/rooms/" + room + "/pins").json().path("items")).isEmpty();
        for (var part : List.of("?fold=true", "/versions", "/reactions")) {
            assertThat(reader.get("/rooms/" + room + "/messages/1" + part).text("code"))
                    .isEqualTo("message.not.found");
        }
        assertThat(reader.get("/me/rooms").json().at("/items/0").has("lastMessage")).isFalse();
    }

    @Test
    void aPageEndsByBytesAndTheNextOneGoesOnThere() {
        var longest = "字".repeat(7_990);
        for (var n = 0; n < 60; n++) {
            talk.says(BEN, longest);
        }
        log.append(talk.records());
        var seen = new ArrayList<Long>();

        for (var before = 61L;
                before > 1;
                before = seen.stream().min(Comparator.naturalOrder()).orElseThrow()) {
            var page =
                    get(
                            "/messages/history/%s?fold=true&limit=200&before=%d"
                                    .formatted(room, before));
            assertThat(page.raw().body().getBytes(StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(JsonBudget.MAX_BYTES);
            seen.addAll(seqs(page));
        }

        assertThat(seen).doesNotHaveDuplicates().hasSize(60);
    }

    /** Prints what {@code docs/benchmarks.md} says of it. */
    @Test
    void aPageOf50MessagesWith200ChangesHoldsThemAll() {
        for (var n = 1; n <= 50; n++) {
            talk.says(BEN, "words " + n);
        }
        for (var n = 1; n <= 50; n++) {
            talk.edits(BEN, n, "other words " + n, 1)
                    .reacts(ADA, n, "👍", Op.ADD)
                    .reacts(BEN, n, "👍", Op.ADD)
                    .reacts(CLEO, n, "🎉", Op.ADD);
        }
        log.append(talk.records());
        var took = new ArrayList<Long>();

        for (var round = 0; round < 100; round++) {
            var started = System.nanoTime();
            var page = timeline.page(room, new Window.Newest(), 1, 50);
            took.add(System.nanoTime() - started);
            assertThat(page.items()).hasSize(50);
            assertThat(page.foldedTo()).isEqualTo(250);
        }

        took.sort(Comparator.naturalOrder());
        System.out.printf(
                "page of 50 messages with 200 changes, barrier included: median %.1f ms, best"
                        + " %.1f ms%n",
                took.get(50) / 1e6, took.getFirst() / 1e6);
        assertThat(get("/messages/history/" + room + "?fold=true").json().at("/items/49/version"))
                .isEqualTo(Json.MAPPER.valueToTree(2));
    }

    private Api.Answer get(String path) {
        return Api.as(uma, port).get(path);
    }

    private List<RoomEvent> events() {
        var events = new ArrayList<RoomEvent>();
        for (var more = true; more; ) {
            var page =
                    Api.asService(port)
                            .get(
                                    "/internal/rooms/%s/events?limit=1000&after=%d"
                                            .formatted(room, events.size()));
            var items = page.json().path("items");
            items.forEach(item -> events.add(EventJson.read(item.toString())));
            more = !items.isEmpty();
        }
        return events;
    }

    private static List<Long> seqs(Api.Answer page) {
        return page.json()
                .path("items")
                .valueStream()
                .map(one -> one.path("seq").asLong())
                .toList();
    }

    private static List<String> texts(Api.Answer page) {
        return page.json()
                .path("items")
                .valueStream()
                .map(one -> one.path("text").asString())
                .toList();
    }

    /** Nor with the thread, which no single message is folded to. */
    private static String withoutType(JsonNode item) {
        assertThat(item.path("type").asString()).isEqualTo("message");
        return ((ObjectNode) item.deepCopy()).without(List.of("type", "thread")).toString();
    }

    private static List<String> json(Collection<FoldedMessage> messages) {
        return messages.stream().map(Json.MAPPER::writeValueAsString).toList();
    }
}
