package io.parley.chat.inbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.edge.PersonFeed;
import io.parley.chat.heads.HeadChange;
import io.parley.chat.heads.HeadMessage;
import io.parley.chat.heads.MovedRooms;
import io.parley.chat.heads.RoomWindow;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.room.RoomsOfPerson;
import io.parley.model.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a person is told adds up to what happened, whoever tells it and in which pieces. */
class HeadWindowsTest {

    private static final Instant AT = Instant.parse("2026-11-30T12:00:00Z");

    private final UserId ada = new UserId(UUID.randomUUID());
    private final UserId ben = new UserId(UUID.randomUUID());
    private final RoomId room = new RoomId(UUID.randomUUID());
    private final Ear ear = new Ear(ada);
    private final List<RoomId> opened = new ArrayList<>();
    private final RoomIndex index = new RoomIndex(opened::add, opened::remove);
    private final FeedHeads feed;
    private boolean hidesThreads;
    private final HeadWindows windows =
            new HeadWindows(index, _ -> hidesThreads, (heads, change) -> heads.add(change));

    HeadWindowsTest() {
        var reader = index.add(ear);
        index.load(reader, new RoomsOfPerson(List.of(room), List.of(), true));
        feed = requireNonNull(reader.feeds().get(ear));
    }

    /** 300 events, of which two sequencers tell in windows of their own, one of them replaced. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theWindowsOfTwoSequencersAddUpAlsoWhereOneBeginsAnew(long seed) {
        var random = new Random(seed);
        var events = IntStream.rangeClosed(1, 300).mapToObj(seq -> event(seq, random)).toList();
        var ticks = new ArrayList<RoomWindow>();
        for (var from : List.of(0, 0, random.nextInt(150))) {
            mix(ticks, ticksOf(events.subList(from, 300), random), random);
        }
        var head = 0L;
        var counted = 0L;
        var mentions = 0L;

        for (var tick : ticks) {
            windows.take(tick);
            if (random.nextInt(3) == 0) {
                for (var told : flushed()) {
                    assertThat(told.path("fromSeq").asLong()).isEqualTo(head);
                    head = told.path("headSeq").asLong();
                    counted += told.path("newMessages").asLong();
                    mentions += told.path("mentions").asLong();
                    assertThat(told.has("recount")).isFalse();
                }
            }
        }
        for (var told : flushed()) {
            assertThat(told.path("fromSeq").asLong()).isEqualTo(head);
            head = told.path("headSeq").asLong();
            counted += told.path("newMessages").asLong();
            mentions += told.path("mentions").asLong();
        }

        assertThat(head).isEqualTo(300);
        assertThat(counted).isEqualTo(count(events, message -> message.author().equals(ben)));
        assertThat(mentions)
                .isEqualTo(
                        count(
                                events,
                                message ->
                                        message.author().equals(ben)
                                                && message.mentions(ada, false)));
    }

    @Test
    void aWindowThatBeginsBeyondWhatWasToldIsToBeLookedUp() {
        windows.take(window(0, 2, message(1, ben), message(2, ben)));
        flushed();

        windows.take(window(4, 5, message(5, ben)));

        assertThat(flushed())
                .singleElement()
                .satisfies(
                        told -> {
                            assertThat(told.path("fromSeq").asLong()).isEqualTo(4);
                            assertThat(told.path("recount").asBoolean()).isTrue();
                        });
    }

    @Test
    void aDeletionIsToldOnceThoughBothSequencersTellOfIt() {
        windows.take(new RoomWindow(room, 0, 3, null, List.of(), 2));
        assertThat(flushed().getFirst().path("recount").asBoolean()).isTrue();

        windows.take(new RoomWindow(room, 1, 4, AT, List.of(message(4, ben)), 2));

        assertThat(flushed())
                .singleElement()
                .satisfies(
                        told -> {
                            assertThat(told.path("fromSeq").asLong()).isEqualTo(3);
                            assertThat(told.path("newMessages").asLong()).isEqualTo(1);
                            assertThat(told.has("recount")).isFalse();
                        });
    }

    @Test
    void whatStandsInAThreadIsCountedWhereItIsKnownWhoFollowsIt() {
        hidesThreads = true;

        windows.take(
                window(
                        0,
                        2,
                        message(1, ben),
                        new HeadMessage(2, ben, List.of(ada), false, false, true)));

        assertThat(flushed())
                .singleElement()
                .satisfies(
                        told -> {
                            assertThat(told.path("newMessages").asLong()).isEqualTo(1);
                            assertThat(told.path("mentions").asLong()).isZero();
                            assertThat(told.path("recount").asBoolean()).isTrue();
                        });
    }

    @Test
    void anAdminIsMentionedAsOneOfTheAdmins() {
        var call = new HeadMessage(1, ben, List.of(), false, true, false);
        windows.take(window(0, 1, call));
        assertThat(flushed().getFirst().path("mentions").asLong()).isZero();

        ear.isAdmin = true;
        windows.take(window(1, 2, new HeadMessage(2, ben, List.of(), false, true, false)));

        assertThat(flushed().getFirst().path("mentions").asLong()).isEqualTo(1);
    }

    @Test
    void aSecondWithMoreMessagesThanAWindowHoldsIsToBeLookedUp() {
        var moved = new MovedRooms();
        for (var seq = 1; seq <= 60; seq++) {
            moved.add(room, seq, AT, change(Optional.of(message(seq, ben))));
        }
        moved.take().forEach(windows::take);

        assertThat(flushed().getFirst().path("recount").asBoolean()).isTrue();
    }

    @Test
    void aBusyClientIsToldAllAtOnceLater() {
        ear.isBusy = true;
        windows.take(window(0, 1, message(1, ben)));
        assertThat(flushed()).isEmpty();
        windows.take(window(1, 3, message(2, ada), message(3, ben)));
        ear.isBusy = false;

        assertThat(flushed())
                .singleElement()
                .satisfies(
                        told -> {
                            assertThat(told.path("fromSeq").asLong()).isZero();
                            assertThat(told.path("headSeq").asLong()).isEqualTo(3);
                            assertThat(told.path("newMessages").asLong()).isEqualTo(2);
                            assertThat(told.path("lastAt").asString())
                                    .isEqualTo("2026-11-30T12:00:00.000Z");
                        });
    }

    @Test
    void whoHasGoneLeavesNothingBehind() {
        index.remove(ear);

        assertThat(index.isEmpty()).isTrue();
        assertThat(opened).isEmpty();
        windows.take(window(0, 1, message(1, ben)));
        assertThat(flushed()).isEmpty();
    }

    private List<RoomWindow> ticksOf(List<Event> events, Random random) {
        var moved = new MovedRooms();
        var ticks = new ArrayList<RoomWindow>();
        for (var event : events) {
            moved.add(room, event.seq, AT, event.change);
            if (random.nextInt(6) == 0) {
                ticks.addAll(moved.take());
            }
        }
        ticks.addAll(moved.take());
        return ticks;
    }

    /**
     * Puts other ticks between those that are there. Each sequencer's keep their order, and nobody
     * begins beyond what the ones before have told.
     */
    private static void mix(List<RoomWindow> into, List<RoomWindow> others, Random random) {
        var place = 0;
        var told = 0L;
        for (var other : others) {
            while (place < into.size() && (told < other.from() || random.nextInt(3) != 0)) {
                told = Math.max(told, into.get(place++).head());
            }
            into.add(place++, other);
            told = Math.max(told, other.head());
        }
    }

    private List<JsonNode> flushed() {
        feed.flush(System.nanoTime() + 60_000_000_000L * ++ear.flushes);
        var told = List.copyOf(ear.told);
        ear.told.clear();
        return told;
    }

    private record Event(long seq, HeadChange change) {}

    private Event event(int seq, Random random) {
        var author = random.nextBoolean() ? ada : ben;
        var mentioned = random.nextInt(4) == 0 ? List.of(ada) : List.<UserId>of();
        var message = new HeadMessage(seq, author, mentioned, random.nextInt(9) == 0, false, false);
        return new Event(
                seq, change(random.nextInt(5) == 0 ? Optional.empty() : Optional.of(message)));
    }

    private static HeadChange change(Optional<HeadMessage> message) {
        return new HeadChange(message, Optional.empty(), false);
    }

    private static long count(List<Event> events, Predicate<HeadMessage> condition) {
        return events.stream()
                .flatMap(event -> event.change.message().stream())
                .filter(condition)
                .count();
    }

    private RoomWindow window(long from, long head, HeadMessage... messages) {
        return new RoomWindow(room, from, head, AT, List.of(messages), 0);
    }

    private static HeadMessage message(long seq, UserId author) {
        return new HeadMessage(seq, author, List.of(), false, false, false);
    }

    /** A session that takes what it is told, or does not. */
    private static final class Ear implements PersonFeed {

        private final UserId person;
        private final List<JsonNode> told = new ArrayList<>();
        private boolean isAdmin;
        private boolean isBusy;
        private long flushes;

        Ear(UserId person) {
            this.person = person;
        }

        @Override
        public UserId person() {
            return person;
        }

        @Override
        public boolean isAdmin() {
            return isAdmin;
        }

        @Override
        public void tell(String type, String json) {
            throw new AssertionError("heads can wait");
        }

        @Override
        public boolean tellIfIdle(String type, String json) {
            if (!isBusy) {
                Json.MAPPER.readTree(json).path("rooms").forEach(told::add);
            }
            return !isBusy;
        }
    }
}
