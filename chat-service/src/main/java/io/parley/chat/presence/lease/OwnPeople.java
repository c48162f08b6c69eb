package io.parley.chat.presence.lease;

import io.parley.model.UserId;
import io.parley.model.user.PresenceMode;
import io.parley.model.user.UserSnapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The people with sessions here, and what is said of them. Who has left is said to be there for
 * some time more, since most come back at once. Owned by the thread of presence.
 */
final class OwnPeople {

    /** Within this a page is loaded again, or a session moves to another pod. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /** What people have set by hand; empty where that is not known so far. */
    private final Function<UserId, Optional<OwnMode>> modes;

    private final Map<UserId, Own> people = new HashMap<>();
    private final ArrayDeque<Leaving> leaving = new ArrayDeque<>();
    private final Set<UserId> changed = new LinkedHashSet<>();

    OwnPeople(Function<UserId, Optional<OwnMode>> modes) {
        this.modes = modes;
    }

    private static final class Own {
        private final Set<String> sessions = new HashSet<>();
        private final Set<String> away = new HashSet<>();
        private boolean wasAway;
        private long leftAt;
    }

    private record Leaving(UserId person, long at) {}

    void opened(UserId person, String session) {
        people.computeIfAbsent(person, _ -> new Own()).sessions.add(session);
        changed.add(person);
    }

    void closed(UserId person, String session, long now) {
        var own = people.get(person);
        if (own == null || !own.sessions.contains(session)) {
            return;
        }
        own.wasAway = isAway(own);
        own.sessions.remove(session);
        own.away.remove(session);
        if (own.sessions.isEmpty()) {
            own.leftAt = now;
            leaving.addLast(new Leaving(person, now));
        }
        changed.add(person);
    }

    /** A client has found out whether somebody is at it. */
    void set(UserId person, String session, boolean isAway) {
        var own = people.get(person);
        if (own != null
                && own.sessions.contains(session)
                && (isAway ? own.away.add(session) : own.away.remove(session))) {
            changed.add(person);
        }
    }

    /** What somebody has set by hand may be something else now. */
    void reconsider(UserId person) {
        if (people.containsKey(person)) {
            changed.add(person);
        }
    }

    void reconsiderAll() {
        changed.addAll(people.keySet());
    }

    /** Forgets who has left for long. */
    void expire(long now) {
        for (var next = leaving.peekFirst();
                next != null && now - next.at >= GRACE.toNanos();
                next = leaving.peekFirst()) {
            var gone = leaving.removeFirst();
            var own = people.get(gone.person);
            if (own != null && own.sessions.isEmpty() && own.leftAt == gone.at) {
                people.remove(gone.person);
                changed.add(gone.person);
            }
        }
    }

    /** Of whom something else may have to be said than before. */
    Set<UserId> takeChanged() {
        var taken = Set.copyOf(changed);
        changed.clear();
        return taken;
    }

    Set<UserId> all() {
        return people.keySet();
    }

    /** How many have sessions here, or had them a moment ago. */
    int count() {
        return people.size();
    }

    /** Empty for who is not here, and where it is not known whether they want to be seen. */
    Optional<LeaseState> stateOf(UserId person) {
        return Optional.ofNullable(people.get(person))
                .flatMap(own -> modes.apply(person).map(mode -> state(own, mode)));
    }

    private static LeaseState state(Own own, OwnMode mode) {
        return switch (mode) {
            case INVISIBLE -> LeaseState.INVISIBLE;
            case AWAY -> LeaseState.AWAY;
            case AS_DETECTED -> isAway(own) ? LeaseState.AWAY : LeaseState.ONLINE;
        };
    }

    private static boolean isAway(Own own) {
        return own.sessions.isEmpty() ? own.wasAway : own.away.size() == own.sessions.size();
    }

    /** What a person has set by hand. */
    enum OwnMode {
        AS_DETECTED,
        AWAY,
        INVISIBLE;

        /** As the person wants it; most have said nothing. */
        static OwnMode of(Optional<UserSnapshot> account) {
            return account.map(UserSnapshot::presence).map(OwnMode::of).orElse(AS_DETECTED);
        }

        private static OwnMode of(PresenceMode set) {
            return switch (set) {
                case AWAY -> AWAY;
                case INVISIBLE -> INVISIBLE;
            };
        }
    }
}
