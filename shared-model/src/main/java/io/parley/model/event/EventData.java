package io.parley.model.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.model.MessageId;
import io.parley.model.MessageRef;
import io.parley.model.RoomSettings;
import io.parley.model.UserId;
import io.parley.model.policy.Standing;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an event carries besides its head: one record for each shape. A record refuses to be made
 * without what it must hold, so that JSON which lacks it is malformed and not half an event.
 */
public sealed interface EventData {

    /** The version of a log record that holds these data. */
    default int since() {
        return 1;
    }

    /** What a person asked for, under a client message id of theirs. */
    sealed interface Sent extends EventData {

        /** All that makes two of these differ. */
        String content();

        /**
         * By which another content gives itself away without this one being kept. No secret and no
         * proof: who makes two that collide misleads only themselves.
         */
        default long fingerprint() {
            return UUID.nameUUIDFromBytes(content().getBytes(UTF_8)).getLeastSignificantBits();
        }
    }

    /** Changes a message that is there. */
    sealed interface Change extends Sent {

        MessageRef target();
    }

    /**
     * @param text 1 to 8,000 characters
     * @param replyTo the message answered to
     * @param replySeq its seq; absent in events of the first releases
     * @param threadRoot the seq of the message whose thread it belongs to
     * @param mentions in the order of the text; absent where there are none
     */
    record MessageCreated(
            String text,
            @Nullable MessageId replyTo,
            @Nullable Long replySeq,
            @Nullable Long threadRoot,
            @Nullable List<Mention> mentions)
            implements Sent {

        public MessageCreated {
            requireNonNull(text);
            if (replySeq != null && (replyTo == null || replySeq < 1)) {
                throw new IllegalArgumentException("a seq alone is no message answered to");
            }
            if (threadRoot != null && threadRoot < 1) {
                throw new IllegalArgumentException("no message has that seq");
            }
            mentions = Mention.checked(text, mentions);
        }

        /** A message outside threads that mentions nobody. */
        public MessageCreated(String text, @Nullable MessageId replyTo, @Nullable Long replySeq) {
            this(text, replyTo, replySeq, null, null);
        }

        @Override
        public int since() {
            return replySeq == null && threadRoot == null && mentions == null ? 1 : 3;
        }

        @Override
        public String content() {
            return (threadRoot == null ? "" : threadRoot + " ")
                    + (replyTo == null ? "" : replyTo)
                    + (mentions == null ? "" : mentions)
                    + "\n"
                    + text;
        }
    }

    /**
     * The words of a message are others now.
     *
     * @param text 1 to 8,000 characters
     * @param mentions those of the new text, all of them; absent where there are none
     * @param ifVersion the version that its author has seen: where another one came between, the
     *     edit changes nothing
     */
    record MessageEdited(
            MessageRef target,
            String text,
            @Nullable List<Mention> mentions,
            @Nullable Integer ifVersion)
            implements Change {

        public MessageEdited {
            requireNonNull(target);
            requireNonNull(text);
            mentions = Mention.checked(text, mentions);
        }

        /** An edit after which the message mentions nobody. */
        public MessageEdited(MessageRef target, String text, @Nullable Integer ifVersion) {
            this(target, text, null, ifVersion);
        }

        @Override
        public String content() {
            return "edit "
                    + target.seq()
                    + " "
                    + ifVersion
                    + (mentions == null ? "" : mentions)
                    + "\n"
                    + text;
        }
    }

    /**
     * A message is gone; its place stays.
     *
     * @param reason for everybody to read; given by admins
     */
    record MessageDeleted(MessageRef target, @Nullable String reason) implements Change {

        public MessageDeleted {
            requireNonNull(target);
        }

        @Override
        public String content() {
            return "delete " + target.seq() + "\n" + reason;
        }
    }

    /**
     * Reactions come and go. A list, so that those of several people can be one event.
     *
     * @param changes at least one
     */
    record ReactionChanged(MessageRef target, List<Reaction> changes) implements Change {

        public ReactionChanged {
            requireNonNull(target);
            changes = List.copyOf(changes);
            if (changes.isEmpty()) {
                throw new IllegalArgumentException("nothing changes");
            }
        }

        @Override
        public String content() {
            return changes.stream()
                    .map(change -> change.op() + " " + change.emoji() + " " + change.userId())
                    .collect(Collectors.joining("\n", "react " + target.seq() + "\n", ""));
        }
    }

    /** One person's emoji on a message, with their name of that moment. */
    record Reaction(UserId userId, String name, String emoji, Op op) {

        public Reaction {
            requireNonNull(userId);
            requireNonNull(name);
            requireNonNull(emoji);
            requireNonNull(op);
        }

        /** Never "toggle": a repeated toggle undoes itself. */
        public enum Op {
            @JsonProperty("add")
            ADD,
            @JsonProperty("remove")
            REMOVE
        }
    }

    /** A message is among those that the room shows first, or no longer. */
    record PinChanged(MessageRef target) implements Change {

        public PinChanged {
            requireNonNull(target);
        }

        @Override
        public String content() {
            return "pin " + target.seq();
        }
    }

    /**
     * Stands for the content of a deleted message, and of what changed it: nobody gets words that
     * were deleted before they asked.
     *
     * @param target absent for the message itself
     * @param threadRoot of the message, where it belongs to a thread: its place stays there
     */
    record Redacted(@Nullable MessageRef target, @Nullable Long threadRoot) implements EventData {}

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

    /** All that the room has set for itself now. */
    record SettingsChanged(RoomSettings settings) implements EventData {

        public SettingsChanged {
            requireNonNull(settings);
        }
    }
}
