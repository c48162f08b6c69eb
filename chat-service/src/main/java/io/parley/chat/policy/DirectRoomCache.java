package io.parley.chat.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.util.Optional;

/** Which room two people have; it never changes once it is made. */
final class DirectRoomCache {

    private static final int MAX_PAIRS = 100_000;

    private final Cache<Pair, RoomId> rooms = Caffeine.newBuilder().maximumSize(MAX_PAIRS).build();

    Optional<RoomId> find(UserId one, UserId other) {
        return Optional.ofNullable(rooms.getIfPresent(Pair.of(one, other)));
    }

    void remember(UserId one, UserId other, RoomId room) {
        rooms.put(Pair.of(one, other), room);
    }

    private record Pair(UserId first, UserId second) {

        static Pair of(UserId one, UserId other) {
            return one.value().compareTo(other.value()) <= 0
                    ? new Pair(one, other)
                    : new Pair(other, one);
        }
    }
}
