package io.parley.chat.inbox;

import io.parley.chat.delivery.RoomHeads;
import io.parley.chat.delivery.TickWatch;
import io.parley.chat.edge.PersonFeed;
import io.parley.chat.heads.RoomWindow;
import io.parley.chat.heads.Tick;
import io.parley.chat.link.OwnThread;
import io.parley.chat.policy.LivePolicy;
import io.parley.chat.policy.RoomChanged;
import io.parley.model.RoomId;
import io.parley.model.RoomSettings;
import io.parley.model.wire.Json;
import io.parley.redis.RedisChannels;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells sessions what moves in their people's rooms, also in those that they do not follow: out of
 * the ticks of all sequencers, at most once a second each. One thread owns all of it; ticks that
 * come faster than it works are dropped, and what they told is missed, as if they had got lost.
 *
 * <p>After a loss of Redis the rooms' streams are asked how far they have got: what was told
 * meanwhile may be followed by nothing that would give the gap away.
 */
@Component
class InboxHeads implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(InboxHeads.class);
    private static final Duration FLUSH = Duration.ofMillis(100);
    private static final Duration CHECK_AFTER = Duration.ofSeconds(1);
    private static final int CHECKED_AT_ONCE = 200;
    private static final int MOST_TICKS = 1_000;

    private final RoomHeads heads;
    private final PersonRoomsReader reader;
    private final RoomKinds kinds;
    private final RoomIndex index;
    private final HeadWindows windows;
    private final Set<FeedHeads> waiting = new LinkedHashSet<>();
    private final AtomicInteger ticksWaiting = new AtomicInteger();
    private final OwnThread thread = new OwnThread("inbox-heads");
    private boolean isChecking;
    private volatile boolean isUsed;

    InboxHeads(
            TickWatch ticks,
            RoomHeads heads,
            PersonRoomsReader reader,
            LivePolicy policy,
            RedisChannels channels) {
        this.heads = heads;
        this.reader = reader;
        this.kinds = new RoomKinds(policy);
        this.index = new RoomIndex(ticks::opened, ticks::closed);
        this.windows = new HeadWindows(index, kinds::mayHideThreads, this::tell);
        ticks.listen(this::onTick);
        channels.onConnected(() -> thread.run(this::checkSoon));
        thread.runEvery(FLUSH, this::flush);
    }

    /** Done when it is known what the session's person is to be told of. */
    CompletableFuture<Void> open(PersonFeed feed) {
        isUsed = true;
        return thread.call(() -> add(feed)).thenCompose(Reader::loaded);
    }

    void close(PersonFeed feed) {
        thread.run(
                () -> {
                    index.remove(feed);
                    waiting.removeIf(heads -> heads.feed().equals(feed));
                    isUsed = !index.isEmpty();
                });
    }

    @EventListener
    void onRoomChanged(RoomChanged change) {
        if (isUsed) {
            thread.run(() -> take(change));
        }
    }

    /** Of rooms that were not in memory here, this alone knows who was in them. */
    private void take(RoomChanged change) {
        var told = change.removed();
        var removed = new Removed("room.removed", change.after().roomId());
        index.change(change.after()).stream()
                .filter(person -> !told.contains(person.person()))
                .flatMap(person -> person.feeds().keySet().stream())
                .forEach(
                        feed -> feed.tell(removed.type(), Json.MAPPER.writeValueAsString(removed)));
    }

    private record Removed(String type, RoomId roomId) {}

    @Override
    public void destroy() {
        thread.close();
        reader.stop();
    }

    private Reader add(PersonFeed feed) {
        isUsed = true;
        var person = index.add(feed);
        if (!person.isLoaded() && person.feeds().size() == 1) {
            reader.read(person, answer -> thread.run(() -> index.load(person, answer)));
        }
        return person;
    }

    /** On a connection's thread. */
    private void onTick(String json) {
        if (!isUsed) {
            return;
        }
        if (ticksWaiting.incrementAndGet() > MOST_TICKS) {
            ticksWaiting.decrementAndGet();
            return;
        }
        thread.run(
                () -> {
                    ticksWaiting.decrementAndGet();
                    Tick.windows(json, room -> index.find(room).isPresent(), windows::take);
                });
    }

    private void tell(FeedHeads feed, FeedHeads.Change change) {
        feed.add(change);
        waiting.add(feed);
    }

    private void flush() {
        var now = System.nanoTime();
        waiting.removeIf(
                feed -> {
                    feed.flush(now);
                    return feed.isEmpty();
                });
    }

    private void checkSoon() {
        if (isUsed && !isChecking) {
            isChecking = true;
            thread.runAfter(CHECK_AFTER, this::checkAll);
        }
    }

    private void checkAll() {
        var rooms = index.rooms().stream().map(IndexedRoom::id).toList();
        Thread.startVirtualThread(() -> check(rooms));
    }

    private void check(List<RoomId> rooms) {
        try {
            for (var from = 0; from < rooms.size(); from += CHECKED_AT_ONCE) {
                var some = rooms.subList(from, Math.min(rooms.size(), from + CHECKED_AT_ONCE));
                var tops = some.stream().map(heads::top).toList();
                for (var i = 0; i < some.size(); i++) {
                    var room = some.get(i);
                    answer(tops.get(i)).ifPresent(top -> thread.run(() -> checked(room, top)));
                }
            }
        } finally {
            thread.run(() -> isChecking = false);
        }
    }

    /** Where nothing has been told so far, clients see whether they know of the head. */
    private void checked(RoomId room, long top) {
        index.find(room)
                .filter(known -> top > known.told())
                .ifPresent(
                        known ->
                                windows.take(
                                        new RoomWindow(
                                                room,
                                                known.told() == 0 ? top : known.told(),
                                                top,
                                                null,
                                                List.of(),
                                                known.told() == 0 ? 0 : top)));
    }

    private static Optional<Long> answer(CompletableFuture<Optional<Long>> question) {
        return question.exceptionally(_ -> Optional.empty())
                .completeOnTimeout(Optional.empty(), 2, TimeUnit.SECONDS)
                .join();
    }

    /** What the settings of a room say that is not in memory is looked up for the next time. */
    private static final class RoomKinds {

        private final LivePolicy policy;
        private final AtomicInteger lookUps = new AtomicInteger();

        RoomKinds(LivePolicy policy) {
            this.policy = policy;
        }

        boolean mayHideThreads(RoomId id) {
            var room = policy.known(id);
            if (room.isEmpty()) {
                lookUp(id);
            }
            return room.map(known -> known.settings().threads() == RoomSettings.Threads.COLLAPSED)
                    .orElse(true);
        }

        private void lookUp(RoomId id) {
            if (lookUps.incrementAndGet() > 8) {
                lookUps.decrementAndGet();
                return;
            }
            Thread.startVirtualThread(
                    () -> {
                        try {
                            var _ = policy.room(id);
                        } catch (RuntimeException away) {
                            log.debug("a room cannot be looked up roomId={}", id);
                        } finally {
                            lookUps.decrementAndGet();
                        }
                    });
        }
    }
}
