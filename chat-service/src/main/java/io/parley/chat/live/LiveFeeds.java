package io.parley.chat.live;

import io.parley.chat.link.OwnThread;
import io.parley.chat.policy.LivePolicy;
import io.parley.chat.policy.RoomChanged;
import io.parley.model.RoomId;
import io.parley.model.log.RedisKeys;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.ErrorCode;
import io.parley.redis.RedisChannels;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The rooms whose live channel somebody here follows. One thread owns them; signals that come
 * faster than it works are dropped: the next ones say more.
 */
@Component
public class LiveFeeds implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(LiveFeeds.class);
    private static final Duration FLUSH = Duration.ofMillis(100);
    private static final int MOST_SIGNALS = 10_000;
    private static final int PATIENCE_SECONDS = 2;

    private final RedisChannels channels;
    private final LivePolicy policy;
    private final Map<RoomId, LiveRoom> rooms = new HashMap<>();

    /** Those that are not quiet. */
    private final Set<LiveRoom> active = new HashSet<>();

    private final AtomicInteger signals = new AtomicInteger();
    private final OwnThread thread = new OwnThread("live-rooms");

    LiveFeeds(RedisChannels channels, LivePolicy policy) {
        this.channels = channels;
        this.policy = policy;
        thread.runEvery(FLUSH, this::flush);
    }

    /** Starts a feed; its listener is told when it hears, or after a moment without Redis. */
    public void subscribe(LiveMember member) {
        thread.run(
                () -> {
                    if (!policy.mayRead(member.person(), member.role().get(), member.room())
                            .orElse(true)) {
                        member.listener().ended(ErrorCode.SUBSCRIPTION_ENDED);
                        return;
                    }
                    var room = rooms.computeIfAbsent(member.room(), this::open);
                    room.members().add(member);
                    var _ =
                            room.opened()
                                    .whenComplete((_, _) -> thread.run(() -> joined(room, member)));
                });
    }

    public void unsubscribe(LiveMember member) {
        thread.run(() -> leave(member));
    }

    /** Ends a feed that the person has no right to any more. */
    public void revoke(LiveMember member, ErrorCode code) {
        thread.run(() -> end(member, code));
    }

    /** When this returns, nobody gets anything of the room who may not read it any more. */
    @EventListener
    void onRoomChanged(RoomChanged change) {
        try {
            thread.call(() -> retain(change.after()))
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException slow) {
            log.warn("a room's change takes long roomId={}", change.after().roomId());
        }
    }

    @Override
    public void destroy() {
        thread.close();
    }

    private int retain(RoomSnapshot room) {
        var live = rooms.get(room.roomId());
        if (live == null) {
            return 0;
        }
        var ended =
                live.members().stream()
                        .filter(
                                member ->
                                        !policy.mayRead(member.person(), member.role().get(), room))
                        .toList();
        ended.forEach(member -> end(member, ErrorCode.SUBSCRIPTION_ENDED));
        return ended.size();
    }

    private static void joined(LiveRoom room, LiveMember member) {
        if (room.members().contains(member)) {
            member.listener().joined();
        }
    }

    private void end(LiveMember member, ErrorCode code) {
        if (leave(member)) {
            member.revoke(code);
        }
    }

    private boolean leave(LiveMember member) {
        var room = rooms.get(member.room());
        if (room == null || !room.members().remove(member)) {
            return false;
        }
        if (room.members().isEmpty()) {
            rooms.remove(room.id());
            active.remove(room);
            channels.close(RedisKeys.live(room.id()));
        }
        return true;
    }

    private LiveRoom open(RoomId id) {
        var opened =
                channels.open(RedisKeys.live(id), json -> heard(id, json))
                        .toCompletableFuture()
                        .copy()
                        .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS);
        return new LiveRoom(id, opened);
    }

    /** On a connection's thread. */
    private void heard(RoomId id, String json) {
        if (signals.incrementAndGet() > MOST_SIGNALS) {
            signals.decrementAndGet();
            return;
        }
        thread.run(
                () -> {
                    signals.decrementAndGet();
                    var room = rooms.get(id);
                    if (room != null) {
                        LiveSignal.parse(json)
                                .ifPresent(signal -> room.take(signal, System.nanoTime()));
                        active.add(room);
                    }
                });
    }

    private void flush() {
        var now = System.nanoTime();
        active.removeIf(
                room -> {
                    room.flush(now);
                    return room.isQuiet();
                });
    }
}
