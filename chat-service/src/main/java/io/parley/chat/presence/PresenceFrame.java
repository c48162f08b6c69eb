package io.parley.chat.presence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.parley.chat.presence.lease.Sighting;
import io.parley.model.UserId;
import io.parley.model.user.UserStatus;
import io.parley.model.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a session is told of the people whom it watches.
 *
 * @param full whether these are all of them
 * @param removed who is not seen any more
 */
public record PresenceFrame(
        String type,
        @JsonInclude(Include.NON_DEFAULT) boolean full,
        List<Shown> users,
        @JsonInclude(Include.NON_EMPTY) List<UserId> removed) {

    static final String TYPE = "presence";

    static String full(List<Shown> users) {
        return Json.MAPPER.writeValueAsString(new PresenceFrame(TYPE, true, users, List.of()));
    }

    static String changes(List<Shown> users, List<UserId> removed) {
        return Json.MAPPER.writeValueAsString(new PresenceFrame(TYPE, false, users, removed));
    }

    /**
     * A person as others see them.
     *
     * @param lastSeen of who is not there, if they let it be known
     * @param status what the person says of themselves
     * @param dnd whether the person must not be disturbed now
     */
    public record Shown(
            UserId id,
            String state,
            @Nullable Instant lastSeen,
            @Nullable UserStatus status,
            @JsonInclude(Include.NON_DEFAULT) boolean dnd) {}

    /** What others see; who is invisible is not there for them. */
    static Sighting forOthers(Sighting sighting) {
        return sighting == Sighting.INVISIBLE ? Sighting.OFFLINE : sighting;
    }

    static String word(Sighting sighting) {
        return sighting.name().toLowerCase(Locale.ROOT);
    }
}
