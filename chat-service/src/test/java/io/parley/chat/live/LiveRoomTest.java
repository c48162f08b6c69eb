package io.parley.chat.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.parley.chat.MessageServiceStandIn;
import io.parley.chat.Pod;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings;
import io.parley.model.log.RedisKeys;
import io.parley.model.room.Person;
import io.parley.model.wire.Json;
import io.parley.test.Infrastructure;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import io.parley.test.UserServiceStandIn;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who types in a room is seen there, on all pods, and ends by itself. */
@Tag("servers")
class LiveRoomTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben);
    private final StompConnection reader = Pod.first().connect(ada);
    private final StompConnection typist = Pod.second().connect(ben);

    @AfterEach
    void close() {
        reader.close();
        typist.close();
    }

    @Test
    void whoTypesIsSeenOnAnotherPodUntilTheirMessageComes() {
        follow(reader, room);

        types(typist, room);

        var shown = reader.await(isTyping(room, true));
        assertThat(shown.header("x-ephemeral")).isEqualTo("true");
        assertThat(shown.json())
                .hasToString(
                        ("{\"type\":\"typing\",\"roomId\":\"%s\",\"users\":"
                                        + "[{\"id\":\"%s\",\"name\":\"Ben\"}],\"ttlMs\":6000}")
                                .formatted(room, ben.id()));
        typist.sendAndAwait(
                "/app/rooms/" + room + "/send", Map.of("clientMsgId", "m", "text", "hello"));
        reader.await(isTyping(room, false));
    }

    @Test
    void whatHasReachedSomebodyIsToldBesideWhatTheyHaveRead() {
        follow(reader, room);

        signal(mark("delivered", 9), mark("read", 7));

        assertThat(reader.await(frame -> "delivered".equals(frame.header("x-type"))).json())
                .hasToString(
                        "{\"type\":\"delivered\",\"roomId\":\"%s\",\"userId\":\"%s\",\"seq\":9}"
                                .formatted(room, ben.id()));
        reader.await(frame -> "read".equals(frame.header("x-type")));
    }

    @Test
    void whoSaysNothingMoreIsNotShownForLong() {
        follow(reader, room);

        types(typist, room);

        reader.await(isTyping(room, true));
        reader.await(isTyping(room, false));
    }

    @Test
    void whoStopsIsNotShownAndNobodySeesThemselves() {
        follow(reader, room);
        follow(typist, room);

        types(typist, room);
        reader.await(isTyping(room, true));
        send(typist, room, "{\"state\":\"stop\"}");

        reader.await(isTyping(room, false));
        assertThat(typist.frames(isTyping(room, true))).isEmpty();
    }

    @Test
    void whatComesTooOftenIsToldOnce() {
        follow(reader, room);
        var other = MESSAGES.room(RoomKind.GROUP, ada, ben);
        follow(reader, other);

        for (var i = 0; i < 50; i++) {
            types(typist, room);
        }
        types(typist, other);

        reader.await(isTyping(other, true));
        reader.await(isTyping(room, false));
        assertThat(reader.frames(isTyping(room, true))).hasSizeLessThanOrEqualTo(2);
        assertThat(typist.frames(LiveRoomTest::isError)).isEmpty();
    }

    @Test
    void whoMayNotWriteIsToldSo() {
        var news = MESSAGES.room(RoomKind.ANNOUNCE, ada, ben);
        types(typist, news);
        types(typist, MESSAGES.room(RoomKind.GROUP, ada));

        assertThat(typist.awaitAtLeast(2, LiveRoomTest::isError))
                .extracting(frame -> frame.json().path("code").asString())
                .containsExactly("room.readonly", "room.not.found");
    }

    @Test
    void whereNobodyIsToldNothingIsSaid() {
        var off = MESSAGES.room(RoomKind.GROUP, ada, ben);
        MESSAGES.change(
                MESSAGES.known(off)
                        .set(Json.MAPPER.readValue("{\"typing\":\"off\"}", RoomSettings.class)));
        var crowd =
                IntStream.range(0, TypingSignals.MOST_MEMBERS)
                        .mapToObj(number -> USERS.user("U" + number));
        var large =
                MESSAGES.room(
                        RoomKind.GROUP,
                        Stream.concat(Stream.of(ada), crowd).toArray(Person[]::new));
        follow(reader, off);
        follow(reader, large);
        follow(reader, room);

        types(typist, off);
        try (var admin = Pod.second().connect(ada)) {
            types(admin, large);
            types(typist, room);
            reader.await(isTyping(room, true));

            assertThat(reader.frames(isTyping(off, true))).isEmpty();
            assertThat(reader.frames(isTyping(large, true))).isEmpty();
            assertThat(admin.frames(LiveRoomTest::isError)).isEmpty();
        }
        assertThat(typist.frames(LiveRoomTest::isError)).isEmpty();
    }

    @Test
    void whoReadsIsToldOnceASecondAtMost() {
        follow(reader, room);
        signal(
                IntStream.rangeClosed(1, 20)
                        .mapToObj(seq -> mark("read", seq))
                        .toArray(String[]::new));
        signal("{\"type\":\"of a newer release\"}", "nonsense");

        reader.await(
                frame ->
                        frame.body()
                                .equals(
                                        "{\"type\":\"read\",\"roomId\":\"%s\",\"userId\":\"%s\",\"seq\":20}"
                                                .formatted(room, ben.id())));
        assertThat(reader.frames(frame -> "read".equals(frame.header("x-type"))))
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void theFeedEndsWithTheRightToRead() {
        follow(typist, room);

        MESSAGES.setMembers(room, ada);

        var ended = typist.await(LiveRoomTest::isError).json();
        assertThat(ended.path("code").asString()).isEqualTo("subscription.ended");
        assertThat(ended.path("destination").asString()).isEqualTo(live(room));
    }

    @Test
    void aStrangerFollowsNothingAndNothingIsResumed() {
        var closed = MESSAGES.room(RoomKind.GROUP, ada);
        typist.subscribe(live(closed), Map.of());
        typist.subscribe(live(room), Map.of("x-after", "1"));
        typist.subscribe(live(room), Map.of("x-tail", "1"));

        assertThat(typist.awaitAtLeast(3, LiveRoomTest::isError))
                .extracting(frame -> frame.json().path("code").asString())
                .containsExactly("room.not.found", "validation.failed", "validation.failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "",
                "nonsense",
                "{\"state\":\"typing\"}",
                "{\"state\":1}",
                "{\"state\":null}",
                "{\"state\":\"start\",\"threadRoot\":0}",
                "{\"state\":\"start\",\"threadRoot\":\"1\"}"
            })
    void aWrongBodyIsRefusedByName(String body) {
        send(typist, room, body);

        assertThat(typist.await(LiveRoomTest::isError).json().path("code").asString())
                .isEqualTo("validation.failed");
    }

    @Test
    void typingHasNoReceipt() {
        typist.send("/app/rooms/" + room + "/typing", Map.of("state", "start"));

        assertThat(typist.await(LiveRoomTest::isError).json().path("code").asString())
                .isEqualTo("validation.failed");
        assertThat(typist.await(frame -> frame.is("CONNECTED")).header("x-limits"))
                .contains("\"typingEveryMs\":3000");
    }

    private String mark(String type, int seq) {
        return "{\"type\":\"%s\",\"userId\":\"%s\",\"seq\":%d}".formatted(type, ben.id(), seq);
    }

    /** Over the room's channel, as other processes do. */
    private void signal(String... signals) {
        try (var redis = RedisClient.create(Infrastructure.shared().redisUrl())) {
            var commands = redis.connect().sync();
            Stream.of(signals).forEach(json -> commands.publish(RedisKeys.live(room), json));
        }
    }

    private static void follow(StompConnection session, RoomId room) {
        session.subscribeAndAwait(live(room), Map.of());
    }

    private static String live(RoomId room) {
        return "/topic/rooms/" + room + "/live";
    }

    private static void types(StompConnection session, RoomId room) {
        send(session, room, "{\"state\":\"start\"}");
    }

    private static void send(StompConnection session, RoomId room, String body) {
        session.sendFrame("SEND", Map.of("destination", "/app/rooms/" + room + "/typing"), body);
    }

    /** Of a room where somebody types, or nobody does any more. */
    private static Predicate<StompFrame> isTyping(RoomId room, boolean isSomebody) {
        return frame ->
                "typing".equals(frame.header("x-type"))
                        && live(room).equals(frame.header("destination"))
                        && frame.json().path("users").isEmpty() != isSomebody;
    }

    private static boolean isError(StompFrame frame) {
        return "error".equals(frame.header("x-type"));
    }
}
