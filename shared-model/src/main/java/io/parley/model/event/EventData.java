package io.parley.model.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.parley.model.UserId;
import io.parley.model.policy.Standing;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event carries besides its head: one record for each shape. A record refuses to be made
 * without what it must hold, so that JSON which lacks it is malformed and not half an event.
 */
public sealed interface EventData {

    /**
     * @param text 1 to 8,000 characters
     * @param replyTo id of the message answered to
     */
    record MessageCreated(String text, @Nullable String replyTo) implements EventData {

        public MessageCreated {
            requireNonNull(text);
        }

        /**
         * By which another content gives itself away without this one being kept. No secret and no
         * proof: who makes two that collide misleads only themselves.
         */
        public long fingerprint() {
            var content = (replyTo == null ? "" : replyTo) + '\n' + text;
            return UUID.nameUUIDFromBytes(content.getBytes(UTF_8)).getLeastSignificantBits();
        }
    }

    /** Stands where a record could not be read; its bytes are kept aside by message-service. */
    record Unreadable() implements EventData {}

    /** Who joined, left, claimed or released, with the name of that moment. */
    record MemberChanged(UserId userId, String name) implements EventData {

        public MemberChanged {
            requireNonNull(userId);
            requireNonNull(name);
        }
    }

    /**
     * Somebody's new standing: member, spectator, muted, banned, or none after a ban.
     *
     * @param until when a mute ends
     */
    record StandingChanged(UserId userId, String name, Standing standing, @Nullable Instant until)
            implements EventData {

        public StandingChanged {
            requireNonNull(userId);
            requireNonNull(name);
            requireNonNull(standing);
        }
    }

    /** The room's new name. */
    record RoomUpdated(String name) implements EventData {

        public RoomUpdated {
            requireNonNull(name);
        }
    }
}
