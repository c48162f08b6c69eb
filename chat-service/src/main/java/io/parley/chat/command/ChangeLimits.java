package io.parley.chat.command;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.room.RoomSnapshot;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * How often messages may be changed through this pod. A person who is too fast waits; a room in
 * which too many react refuses, as each reaction goes to all who are there.
 */
@Component
class ChangeLimits {

    private static final int REACTIONS_PER_SECOND = 20;

    /** A bucket that was left alone for so long is full again. */
    private static final Duration FULL_AFTER = Duration.ofMinutes(5);

    private static final int MOST = 100_000;

    private final ChangeSettings settings;
    private final Cache<UserId, Pace> people = buckets();
    private final Cache<RoomId, Pace> reactions = buckets();

    ChangeLimits(ChangeSettings settings) {
        this.settings = settings;
    }

    /** Waits until it is the person's turn. */
    void await(UserId person) throws InterruptedException {
        people.get(person, _ -> new Pace(settings.perSecond(), settings.burst())).await();
    }

    /** How long until the room takes another reaction; zero where it has taken this one. */
    Duration takeReaction(RoomSnapshot room) {
        return of(room).tryNow();
    }

    /** How long until the room takes another reaction. */
    Duration untilReaction(RoomSnapshot room) {
        return of(room).untilDue();
    }

    private Pace of(RoomSnapshot room) {
        return reactions.get(
                room.roomId(), _ -> new Pace(REACTIONS_PER_SECOND, REACTIONS_PER_SECOND));
    }

    private static <K> Cache<K, Pace> buckets() {
        return Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(FULL_AFTER).build();
    }
}
