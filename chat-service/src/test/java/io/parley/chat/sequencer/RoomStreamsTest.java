package io.parley.chat.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.chat.link.RedisLink;
import io.parley.model.MessageId;
import io.parley.model.MessageRef;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.RedisKeys;
import io.parley.redis.RedisConnections;
import io.parley.redis.RedisSettings;
import io.parley.test.Infrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class RoomStreamsTest {

    private static final int PARTITION = 17;

    private final RoomId room = TestLog.room(PARTITION);
    private final RoomId other = TestLog.room(PARTITION);

    private RedisConnections redis;
    private RedisEar ear;
    private RedisLink link;
    private RoomStreams streams;

    @BeforeEach
    void connect() {
        var url = Infrastructure.shared().redisUrl();
        redis = new RedisConnections(RedisSettings.of(url));
        ear = new RedisEar(url);
        link = new RedisLink(redis);
        streams = new RoomStreams(link);
    }

    @AfterEach
    void close() {
        ear.close();
        link.close();
        redis.close();
    }

    @Test
    void appendsAndPublishesABatchOfSeveralRooms() {
        var batch = List.of(event(room, 1), event(other, 1), event(room, 2));

        assertThat(append(batch)).isEmpty();

        assertThat(seqs(room)).containsExactly(1L, 2L);
        assertThat(seqs(other)).containsExactly(1L);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(ear.publishedEvents(room)).hasSize(2));
        assertThat(ear.commands().ttl(RedisKeys.stream(room))).isBetween(86_000L, 86_400L);
    }

    @Test
    void skipsWhatTheStreamHasAndPublishesItNoMore() {
        append(List.of(event(room, 1), event(room, 2)));

        append(List.of(event(room, 1), event(room, 2), event(room, 3)));

        assertThat(seqs(room)).containsExactly(1L, 2L, 3L);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(ear.publishedEvents(room)).hasSize(3));
    }

    @Test
    void tellsWhichEventsTheStreamDidNotHaveYet() {
        append(List.of(event(room, 1), event(room, 2)));
        var batch = List.of(event(room, 2), event(room, 3), event(other, 1));

        var appended = streams.append(batch, Set.of()).join();

        assertThat(batch.stream().map(appended::isFirst)).containsExactly(false, true, true);
    }

    @Test
    void leavesNoHoleAndTellsWhereItWouldBe() {
        append(List.of(event(room, 1)));

        var holes = append(List.of(event(room, 3), event(other, 8), event(room, 4)));

        assertThat(holes).isEqualTo(Map.of(room, 1L));
        assertThat(seqs(room)).containsExactly(1L);
        assertThat(seqs(other)).containsExactly(8L);
    }

    @Test
    void beginsAStreamAnewOnlyWhereItMayAndMust() {
        append(List.of(event(room, 1), event(other, 1)));

        var holes =
                streams.append(List.of(event(room, 5), event(other, 2)), Set.of(room, other))
                        .join()
                        .holes();

        assertThat(holes).isEmpty();
        assertThat(seqs(room)).containsExactly(5L);
        assertThat(seqs(other)).containsExactly(1L, 2L);
    }

    @Test
    void beginsAStreamAnewWhereAMessageIsDeletedAndPublishesAllOfIt() {
        append(List.of(event(room, 1), event(room, 2), event(other, 1)));

        append(List.of(event(room, 3), deletion(room, 4), event(room, 5), event(other, 2)));

        assertThat(seqs(room)).containsExactly(4L, 5L);
        assertThat(seqs(other)).containsExactly(1L, 2L);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(ear.publishedEvents(room)).hasSize(5));
    }

    @Test
    void aDeletionThatTheStreamHasIsNoReasonToBeginAnew() {
        append(List.of(event(room, 1), deletion(room, 2), event(room, 3)));

        append(List.of(event(room, 1), deletion(room, 2)));

        assertThat(seqs(room)).containsExactly(2L, 3L);
    }

    @Test
    void teachesRedisTheScriptThatItForgot() {
        append(List.of(event(room, 1)));
        ear.commands().scriptFlush();

        append(List.of(event(room, 2)));

        assertThat(seqs(room)).containsExactly(1L, 2L);
    }

    @Test
    void replacesWhatIsNoStreamAndWhatIsEmptyWithItsIdsUsedUp() {
        ear.commands().set(RedisKeys.stream(room), "no stream");
        ear.commands().xadd(RedisKeys.stream(other), Map.of("e", "by hand"));
        ear.commands().xtrim(RedisKeys.stream(other), 0);

        append(List.of(event(room, 1), event(other, 1)));

        assertThat(seqs(room)).containsExactly(1L);
        assertThat(seqs(other)).containsExactly(1L);
    }

    @Test
    void beginsAStreamAnewThatTakesNoMoreEvents() {
        append(List.of(event(room, 1), event(room, 2), event(room, 3)));
        ear.commands().xdel(RedisKeys.stream(room), "3-0", "2-0");

        append(List.of(event(room, 2), event(other, 1)));

        assertThat(seqs(room)).containsExactly(2L);
        assertThat(seqs(other)).containsExactly(1L);
    }

    @Test
    void keepsNumbersExactUpToTheLargestThatJsonCarries() {
        var largest = (1L << 53) - 1;
        append(List.of(event(room, largest - 1)));

        append(List.of(event(room, largest)));

        assertThat(seqs(room)).containsExactly(largest - 1, largest);
    }

    @Test
    void takesAFullBatchOfRooms() {
        var rooms =
                Stream.generate(() -> TestLog.room(PARTITION)).limit(RoomStreams.BATCH).toList();

        assertThat(append(rooms.stream().map(of -> event(of, 1)).toList())).isEmpty();

        assertThat(rooms).allSatisfy(of -> assertThat(seqs(of)).containsExactly(1L));
    }

    private Map<RoomId, Long> append(List<NumberedEvent> events) {
        return streams.append(events, Set.of()).join().holes();
    }

    private List<Long> seqs(RoomId of) {
        return ear.stream(of).stream().map(RoomEvent::seq).toList();
    }

    private static NumberedEvent event(RoomId room, long seq) {
        return event(
                room,
                seq,
                EventType.MESSAGE_CREATED,
                new EventData.MessageCreated("hello 👋", null, null));
    }

    private static NumberedEvent deletion(RoomId room, long seq) {
        var target = new MessageRef(1, new MessageId("%032x".formatted(1)));
        return event(
                room, seq, EventType.MESSAGE_DELETED, new EventData.MessageDeleted(target, null));
    }

    private static NumberedEvent event(RoomId room, long seq, EventType type, EventData data) {
        var event =
                new RoomEvent(
                        type,
                        room,
                        seq,
                        Instant.EPOCH,
                        Actor.SYSTEM,
                        new MessageId("%032x".formatted(seq)),
                        null,
                        data);
        return NumberedEvent.of(seq, event);
    }
}
