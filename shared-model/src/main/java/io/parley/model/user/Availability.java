package io.parley.model.user;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants others to know of being there. Nothing of it is said by most people.
 *
 * @param presence how to be seen; absent: as the person's devices say
 * @param hidesLastSeen whether nobody is to know when the person was there last
 */
public record Availability(
        @Nullable UserStatus status,
        @Nullable DoNotDisturb dnd,
        @Nullable PresenceMode presence,
        boolean hidesLastSeen) {

    public static final Availability NOTHING_SAID = new Availability(null, null, null, false);

    /** The status that holds at that time. */
    public Optional<UserStatus> statusAt(Instant now) {
        return Optional.ofNullable(status).filter(said -> said.isAt(now));
    }

    /** Whether the person must not be disturbed at that time. */
    public boolean isDoNotDisturbAt(Instant now) {
        return dnd != null && dnd.isAt(now);
    }

    /** Without what was over by that time, and never comes back. */
    public Availability at(Instant now) {
        return new Availability(statusAt(now).orElse(null), dndFrom(now), presence, hidesLastSeen);
    }

    private @Nullable DoNotDisturb dndFrom(Instant now) {
        return dnd == null || dnd.schedule() != null || dnd.isAt(now) ? dnd : null;
    }
}
