package io.parley.chat.presence;

import io.parley.chat.command.CommandFields;
import io.parley.model.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What clients say about presence, out of the bodies of their frames. */
public final class PresenceRequests {

    private static final Map<String, Boolean> STATES = Map.of("online", false, "away", true);

    private PresenceRequests() {}

    /** Whom a session wants to watch; empty only where that is refused. */
    public static Optional<Set<UserId>> watched(CommandFields fields) {
        return fields.people("users", PresenceFeeds.MOST_WATCHED);
    }

    /** Whether nobody is at the client; empty only where that is refused. */
    public static Optional<Boolean> isAway(CommandFields fields) {
        return fields.oneOf("state", STATES);
    }
}
