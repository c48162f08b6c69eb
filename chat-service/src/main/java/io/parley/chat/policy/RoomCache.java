package io.parley.chat.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.model.RoomId;
import io.parley.model.room.RoomSnapshot;
import java.time.Duration;
import java.util.Optional;

/**
 * Rooms in use. A change may arrive while the same room is being read: changes are remembered for
 * longer than a read can take, and the newer version wins whichever comes first.
 */
final class RoomCache {

    private static final int MAX_ROOMS = 100_000;
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration LONGER_THAN_A_READ = Duration.ofSeconds(30);

    private final Cache<RoomId, RoomSnapshot> rooms =
            Caffeine.newBuilder().maximumSize(MAX_ROOMS).expireAfterAccess(IDLE).build();
    private final Cache<RoomId, RoomSnapshot> recentChanges =
            Caffeine.newBuilder()
                    .maximumSize(MAX_ROOMS)
                    .expireAfterWrite(LONGER_THAN_A_READ)
                    .build();

    Optional<RoomSnapshot> find(RoomId id) {
        return Optional.ofNullable(rooms.getIfPresent(id));
    }

    /** Keeps what was read, or what a change has told since; answers the one that is kept. */
    RoomSnapshot keep(RoomSnapshot read) {
        var kept = rooms.asMap().merge(read.roomId(), read, RoomCache::newer);
        var change = recentChanges.getIfPresent(read.roomId());
        return change == null ? kept : rooms.asMap().merge(read.roomId(), change, RoomCache::newer);
    }

    /**
     * Takes a change of the log; empty if it is old news. What was only read is none: whoever read
     * it first knows of it, and nobody else here.
     */
    Optional<RoomChanged> take(RoomSnapshot change) {
        var told = recentChanges.getIfPresent(change.roomId());
        var before = find(change.roomId());
        recentChanges.asMap().merge(change.roomId(), change, RoomCache::newer);
        rooms.asMap().computeIfPresent(change.roomId(), (_, known) -> newer(known, change));
        var isOld =
                (told != null && told.version() >= change.version())
                        || before.filter(known -> known.version() > change.version()).isPresent();
        return isOld ? Optional.empty() : Optional.of(new RoomChanged(before, change));
    }

    void clear() {
        rooms.invalidateAll();
    }

    private static RoomSnapshot newer(RoomSnapshot a, RoomSnapshot b) {
        return a.version() >= b.version() ? a : b;
    }
}
