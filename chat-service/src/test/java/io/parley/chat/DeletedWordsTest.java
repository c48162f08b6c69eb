package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.log.RedisKeys;
import io.parley.model.room.Person;
import io.parley.test.Infrastructure;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a message was deleted no copy of the room gives its words again, on either pod. */
@Tag("servers")
class DeletedWordsTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben);
    private final StompConnection author = Pod.first().connect(ada);
    private final StompConnection witness = Pod.second().connect(ben);
    private final RedisClient client = RedisClient.create(Infrastructure.shared().redisUrl());
    private final RedisCommands<String, String> redis = client.connect().sync();

    /** Seqs 1 to 8; 3 holds the words, 5 those of its edit, 7 deletes it. */
    @BeforeEach
    void deleteAMessage() {
        follow(author, Map.of());
        follow(witness, Map.of());
        say("m1");
        say("m2");
        say("secret");
        say("m4");
        change("edit", Map.of("seq", 3, "text", "the secret"));
        say("m6");
        change("delete", Map.of("seq", 3));
        say("m8");
        awaitSeq(author, 8);
        awaitSeq(witness, 8);
    }

    @AfterEach
    void hangUp() {
        MESSAGES.storeAll(room);
        client.shutdown();
        author.close();
        witness.close();
    }

    @Test
    void theStreamBeginsAnewAtTheDeletion() {
        assertThat(streamed()).hasSize(2).noneMatch(json -> json.contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void whoResumesFromAnywhereGetsEverySeqAndNoneOfTheWords(long after) {
        for (var pod : List.of(Pod.first(), Pod.second())) {
            try (var back = pod.connect(ben)) {
                follow(back, Map.of("x-after", Long.toString(after)));

                assertHasAll(back, after + 1, 8);
            }
        }
    }

    @Test
    void aFirstVisitorGetsTheTailWithoutTheWords() {
        try (var visitor = Pod.second().connect(ben)) {
            follow(visitor, Map.of("x-tail", "8"));

            assertHasAll(visitor, 1, 8);
        }
    }

    @Test
    void neitherAFlushNorALostLinkBringsThemBack() {
        redis.flushall();
        redis.clientKill(KillArgs.Builder.typePubsub());
        say("m9");
        awaitSeq(witness, 9);

        await().atMost(SOON).untilAsserted(() -> assertThat(streamed()).isNotEmpty());
        assertThat(streamed()).noneMatch(json -> json.contains("secret"));
        try (var back = Pod.first().connect(ben)) {
            follow(back, Map.of("x-after", "0"));

            assertHasAll(back, 1, 9);
        }
    }

    @Test
    void aHistoryThatDoesNotKnowOfTheDeletionYetIsWaitedFor() {
        MESSAGES.storeNoFurtherThan(room, 6);
        try (var back = Pod.second().connect(ben)) {
            back.subscribe("/topic/rooms/" + room, Map.of("x-after", "1"));
            back.await(frame -> "resume.begin".equals(frame.header("x-type")));
            MESSAGES.storeAll(room);

            assertHasAll(back, 2, 8);
        }
    }

    private void assertHasAll(StompConnection member, long from, long to) {
        awaitSeq(member, to);
        var events = member.frames(frame -> frame.header("x-seq") != null);
        assertThat(events.stream().map(frame -> frame.header("x-seq")))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(from, to).mapToObj(Long::toString).toList());
        assertThat(events).noneMatch(frame -> frame.body().contains("secret"));
    }

    private List<String> streamed() {
        return redis.xrange(RedisKeys.stream(room), Range.unbounded()).stream()
                .map(entry -> entry.getBody().getOrDefault(RedisKeys.EVENT, ""))
                .toList();
    }

    private void follow(StompConnection member, Map<String, String> from) {
        member.subscribeAndAwait("/topic/rooms/" + room, from);
    }

    private void say(String text) {
        author.sendAndAwait(
                "/app/rooms/" + room + "/send",
                Map.of("clientMsgId", "c" + text.hashCode(), "text", text));
    }

    private void change(String what, Map<String, Object> how) {
        var body = new HashMap<>(how);
        body.put("clientMsgId", what);
        author.sendAndAwait("/app/rooms/" + room + "/" + what, body);
    }

    private static StompFrame awaitSeq(StompConnection member, long seq) {
        return member.await(frame -> Long.toString(seq).equals(frame.header("x-seq")));
    }
}
