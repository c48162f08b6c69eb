package io.parley.chat.delivery;

import io.parley.chat.edge.RoomFrame;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.chat.policy.LivePolicy;
import io.parley.chat.policy.RoomChanged;
import io.parley.model.RoomId;
import io.parley.model.log.RedisKeys;
import io.parley.model.wire.ErrorCode;
import io.parley.redis.RedisChannels;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** The rooms with local members, spread over shards; each room has one owner thread. */
@Component
public class RoomFeeds implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RoomFeeds.class);
    private static final int FILL_PAGE = 500;

    /** At most 96 KiB in UTF-8: well below what a session may have queued. */
    private static final int MAX_CHARS_AT_ONCE = 32 * 1024;

    private static final Duration FIRST_RETRY = Duration.ofMillis(20);
    private static final Duration LAST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_CHANGE = Duration.ofSeconds(2);

    private final List<Shard> shards;
    private final RedisChannels channels;
    private final TickWatch ticks;
    private final RoomReader reader;
    private final LivePolicy policy;
    private final DeliveryMetrics metrics;
    private final int maxReplay;
    private volatile boolean isStopping;

    RoomFeeds(
            RedisChannels channels,
            TickWatch ticks,
            RoomReader reader,
            LivePolicy policy,
            DeliveryLimits limits,
            DeliveryMetrics metrics) {
        this.maxReplay = limits.resumeEvents();
        this.channels = channels;
        this.ticks = ticks;
        this.reader = reader;
        this.policy = policy;
        this.metrics = metrics;
        this.shards =
                IntStream.range(0, Runtime.getRuntime().availableProcessors())
                        .mapToObj(number -> new Shard(number, limits.waiting()))
                        .toList();
    }

    /** Starts a feed; its listener is told when it has joined, or why not. */
    public void subscribe(Subscription member, ResumePoint from) {
        var _ =
                Thread.ofVirtual()
                        .name("replay")
                        .start(new Replay(this, reader, maxReplay, member, from));
    }

    /** A member whose session was full is fed at its own pace until it has caught up. */
    private void catchUp(Subscription member, long seq) {
        subscribe(member, new ResumePoint.After(seq));
    }

    /** Whether live events of a room may be late: they come, but by the slow way. */
    public boolean isLate(RoomId room) {
        return ticks.isLate(room);
    }

    /** Ends a feed: no event follows but those already queued for the session. */
    public void unsubscribe(Subscription member) {
        member.cancel();
        var shard = shardOf(member.room());
        shard.execute(
                () -> {
                    var actor = shard.actors().get(member.room());
                    if (actor != null) {
                        actor.leave(member);
                    }
                });
    }

    /** Ends a feed that the person has no right to any more: what is queued of it is dropped. */
    public void revoke(Subscription member, ErrorCode code) {
        member.cancel();
        var shard = shardOf(member.room());
        var _ =
                shard.surely(
                        () -> {
                            var actor = shard.actors().get(member.room());
                            if (actor == null) {
                                member.revoke(code);
                            } else {
                                actor.end(member, code);
                            }
                        });
    }

    /** When this returns, nobody gets anything of the room who may not read it any more. */
    @EventListener
    void onRoomChanged(RoomChanged change) {
        var room = change.after();
        var shard = shardOf(room.roomId());
        var done =
                shard.surely(
                        () -> {
                            var actor = shard.actors().get(room.roomId());
                            if (actor != null) {
                                actor.retain(
                                        member ->
                                                policy.mayRead(
                                                        member.person(), member.role(), room));
                            }
                        });
        try {
            done.orTimeout(LONGEST_CHANGE.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException slow) {
            log.warn("a room's change takes long roomId={}", room.roomId());
        }
    }

    /**
     * The room's actor once it knows where the room stands. From now on the member is asked for
     * whenever rights change.
     */
    CompletableFuture<RoomActor> enter(Subscription member) {
        var shard = shardOf(member.room());
        return shard.call(
                        () -> {
                            var actor = shard.actors().computeIfAbsent(member.room(), this::open);
                            if (isWelcome(actor, member)) {
                                actor.enter(member);
                            }
                            return actor;
                        })
                .thenCompose(RoomActor::started);
    }

    /** On the room's own thread. */
    private boolean isWelcome(RoomActor actor, Subscription member) {
        if (member.isCancelled()) {
            return false;
        }
        if (policy.mayRead(member.person(), member.role(), member.room()).orElse(true)) {
            return true;
        }
        actor.end(member, ErrorCode.SUBSCRIPTION_ENDED);
        return false;
    }

    /**
     * Joins if little enough comes after {@code seq} that a session with an empty queue can take it
     * at once.
     */
    CompletableFuture<JoinResult> tryJoin(Subscription member, long seq, boolean isResume) {
        var shard = shardOf(member.room());
        return shard.call(
                () -> {
                    var actor = shard.actors().computeIfAbsent(member.room(), this::open);
                    actor.touch();
                    if (!isWelcome(actor, member)) {
                        return new JoinResult.Gone();
                    }
                    var newest = actor.since(seq);
                    if (newest.isEmpty() || chars(newest.get()) > MAX_CHARS_AT_ONCE) {
                        return new JoinResult.Behind(actor.deletion(), newest.orElse(List.of()));
                    }
                    var rest = actor.join(member, newest.get());
                    if (!rest.isEmpty()) {
                        return new JoinResult.Behind(actor.deletion(), rest);
                    }
                    if (isResume) {
                        member.control(Control.ResumeEnd.of(member.room(), actor.last()));
                    }
                    member.joined();
                    return new JoinResult.Joined();
                });
    }

    /** What came of {@link #tryJoin}. */
    sealed interface JoinResult {
        record Joined() implements JoinResult {}

        /**
         * @param deletion the newest event known here that deleted a message
         * @param newest what follows the seq, where the ring holds it
         */
        record Behind(long deletion, List<RoomFrame> newest) implements JoinResult {}

        /** Nobody waits for it any more, or the person may not read the room any more. */
        record Gone() implements JoinResult {}
    }

    private static int chars(List<RoomFrame> events) {
        return events.stream().mapToInt(event -> event.json().length()).sum();
    }

    /** Learns from elsewhere how far a room has got. */
    void heardOf(RoomId room, long seq) {
        var shard = shardOf(room);
        shard.execute(
                () -> {
                    var actor = shard.actors().get(room);
                    if (actor != null) {
                        actor.heardOf(seq);
                        fillIfNeeded(shard, actor, RepairReason.BEHIND);
                    }
                });
    }

    /** Asks message-service what follows in a room; blocks. */
    void readOn(RoomId room) {
        var last = last(room).join();
        if (last.isEmpty()) {
            return;
        }
        var shard = shardOf(room);
        var page = reader.storedPage(room, last.get(), FILL_PAGE);
        shard.execute(
                () -> {
                    var actor = shard.actors().get(room);
                    if (actor != null && actor.isStarted()) {
                        actor.take(page);
                        fillIfNeeded(shard, actor, RepairReason.LATE);
                    }
                });
    }

    /** The newest event of a room that is followed here; empty for another one. */
    CompletableFuture<Optional<Long>> last(RoomId room) {
        var shard = shardOf(room);
        return shard.call(() -> lastOf(shard.actors().get(room)));
    }

    private static Optional<Long> lastOf(@Nullable RoomActor actor) {
        return Optional.ofNullable(actor).filter(RoomActor::isStarted).map(RoomActor::last);
    }

    /** The rooms with an actor here. */
    Set<RoomId> rooms() {
        return shards.stream()
                .flatMap(
                        shard ->
                                shard
                                        .call(() -> List.copyOf(shard.actors().keySet()))
                                        .join()
                                        .stream())
                .collect(Collectors.toSet());
    }

    /** Closes rooms that nobody here has been in for so long. */
    void closeIdle(Duration time) {
        for (var shard : shards) {
            shard.execute(
                    () ->
                            shard.actors().values().stream()
                                    .filter(actor -> actor.isIdleFor(time.toNanos()))
                                    .toList()
                                    .forEach(actor -> close(shard, actor)));
        }
    }

    private void close(Shard shard, RoomActor actor) {
        shard.actors().remove(actor.room());
        metrics.roomClosed();
        ticks.closed(actor.room());
        channels.close(RedisKeys.channel(actor.room()));
    }

    @Override
    public void destroy() {
        isStopping = true;
        shards.forEach(Shard::stop);
    }

    private void onLiveEvent(String json) {
        try {
            onLiveEvent(reader.live(json));
        } catch (JacksonException e) {
            log.error("unreadable event in a channel");
        }
    }

    private void onLiveEvent(RoomFrame event) {
        var shard = shardOf(event.room());
        var isTaken =
                shard.execute(
                        () -> {
                            var actor = shard.actors().get(event.room());
                            if (actor != null) {
                                actor.onEvent(event);
                                fillIfNeeded(shard, actor, RepairReason.HOLE);
                            }
                        });
        if (!isTaken) {
            metrics.shed();
        }
    }

    /** The channel is opened before the head is read, so that nothing falls in between. */
    private RoomActor open(RoomId room) {
        metrics.roomOpened();
        var actor = new RoomActor(room, metrics, this::catchUp);
        ticks.opened(room);
        var opened =
                channels.open(RedisKeys.channel(room), this::onLiveEvent)
                        .toCompletableFuture()
                        .orTimeout(2, TimeUnit.SECONDS);
        opened.whenComplete(
                        (_, _) -> Thread.ofVirtual().name("room-start").start(() -> start(actor)))
                .exceptionally(_ -> null);
        return actor;
    }

    private void start(RoomActor actor) {
        var shard = shardOf(actor.room());
        var delay = FIRST_RETRY;
        while (!isStopping) {
            try {
                var tail = reader.tail(actor.room());
                shard.execute(
                        () -> {
                            actor.start(tail);
                            fillIfNeeded(shard, actor, RepairReason.START);
                        });
                return;
            } catch (ServiceUnavailableException e) {
                log.warn("room cannot start yet roomId={} cause={}", actor.room(), e.getMessage());
                delay = pause(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void fillIfNeeded(Shard shard, RoomActor actor, RepairReason reason) {
        if (actor.startsToFill()) {
            metrics.repaired(reason);
            var _ = Thread.ofVirtual().name("fill").start(() -> fill(shard, actor));
        }
    }

    private void fill(Shard shard, RoomActor actor) {
        var delay = FIRST_RETRY;
        while (!isStopping) {
            try {
                var after = shard.call(actor::last).join();
                var events = reader.after(actor.room(), after, FILL_PAGE);
                if (shard.call(() -> actor.fill(events)).join()) {
                    return;
                }
                delay = events.isEmpty() ? pause(delay) : FIRST_RETRY;
            } catch (ServiceUnavailableException e) {
                delay = pause(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Duration pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var next = delay.multipliedBy(2);
        return next.compareTo(LAST_RETRY) < 0 ? next : LAST_RETRY;
    }

    private Shard shardOf(RoomId room) {
        return shards.get(Math.floorMod(room.hashCode(), shards.size()));
    }
}
