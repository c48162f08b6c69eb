package io.parley.chat.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.chat.link.RedisLink;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.chat.policy.LivePolicy;
import io.parley.chat.policy.PolicyFreshness;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.log.RedisKeys;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.room.RoomAudience;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells a room that somebody types, by its live channel. What comes too often, and what the room
 * does not show, is dropped in silence: a client need not know.
 */
@Component
public class TypingSignals {

    /** How often somebody says that they type. */
    public static final Duration EVERY = Duration.ofSeconds(3);

    /** In rooms with more people nobody is told who types. */
    static final int MOST_MEMBERS = 100;

    private static final int MOST = 100_000;

    private final LivePolicy policy;
    private final PolicyFreshness freshness;
    private final RedisLink redis;
    private final Cache<Place, Started> started =
            Caffeine.newBuilder()
                    .maximumSize(MOST)
                    .expireAfterWrite(LiveRoom.TTL.plus(EVERY))
                    .build();

    TypingSignals(LivePolicy policy, PolicyFreshness freshness, RedisLink redis) {
        this.policy = policy;
        this.freshness = freshness;
        this.redis = redis;
    }

    private record Place(UserId person, RoomId room) {}

    /**
     * That somebody types.
     *
     * @param since when they said so last, {@link System#nanoTime}
     */
    private record Started(Actor person, long since, boolean isOver) {

        boolean isRecent() {
            return System.nanoTime() - since < EVERY.toNanos();
        }

        Started over() {
            return new Started(person, since, true);
        }
    }

    /** The reason why the person may not; empty where they may, also if nobody is told. */
    public Optional<ErrorCode> take(Actor person, RoomId room, TypingRequest request) {
        if (!request.isTyping()) {
            stop(person.id(), room);
            return Optional.empty();
        }
        var before = started.getIfPresent(new Place(person.id(), room));
        if (!freshness.isTrusted() || (before != null && before.isRecent())) {
            return Optional.empty();
        }
        try {
            return start(person, room, request);
        } catch (ServiceUnavailableException away) {
            return Optional.empty();
        }
    }

    /** Who has sent what they typed does not type it any more. */
    public void posted(UserId person, RoomId room) {
        stop(person, room);
    }

    private Optional<ErrorCode> start(Actor person, RoomId id, TypingRequest request) {
        var room = policy.room(id);
        if (room.isEmpty()) {
            return Optional.of(ErrorCode.ROOM_NOT_FOUND);
        }
        if (policy.decide(person, Action.POST, room.get()) instanceof Decision.Denied(var code)) {
            return Optional.of(code);
        }
        if (isShown(room.get())) {
            started.put(new Place(person.id(), id), new Started(person, System.nanoTime(), false));
            publish(
                    id,
                    new LiveSignal.Typing(person.id(), person.name(), false, request.threadRoot()));
        }
        return Optional.empty();
    }

    private static boolean isShown(RoomSnapshot room) {
        return room.kind() != RoomKind.ANNOUNCE
                && room.audience() == RoomAudience.MEMBERS
                && room.members().size() <= MOST_MEMBERS
                && room.settings().typing() != RoomSettings.Typing.OFF;
    }

    private void stop(UserId person, RoomId room) {
        var place = new Place(person, room);
        var before = started.getIfPresent(place);
        if (before != null
                && !before.isOver()
                && started.asMap().replace(place, before, before.over())) {
            publish(room, new LiveSignal.Typing(person, before.person().name(), true, null));
        }
    }

    private void publish(RoomId room, LiveSignal signal) {
        var _ = redis.publish(RedisKeys.live(room), signal.json());
    }
}
