package io.parley.model.message;

import io.parley.model.MessageRef;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.event.Mention;
import io.parley.model.policy.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person asks for in a room. Each becomes one event of the room's log. */
public sealed interface RoomCommand {

    /** The event that it becomes. */
    EventType type();

    /** Whom its words mention, in the order of the text. */
    default List<Mention> mentions() {
        return List.of();
    }

    /**
     * Says something.
     *
     * @param threadRoot the seq of the message whose thread it belongs to
     */
    record Post(
            String text,
            @Nullable ReplyTo replyTo,
            @Nullable Long threadRoot,
            List<Mention> mentions)
            implements RoomCommand {

        @Override
        public EventType type() {
            return EventType.MESSAGE_CREATED;
        }

        /**
         * @param answered the message that {@link #replyTo} stands for
         */
        public EventData.MessageCreated event(@Nullable MessageRef answered) {
            return answered == null
                    ? new EventData.MessageCreated(text, null, null, threadRoot, mentions)
                    : new EventData.MessageCreated(
                            text, answered.messageId(), answered.seq(), threadRoot, mentions);
        }
    }

    /** Changes a message that is there. */
    sealed interface Change extends RoomCommand {

        /** Of the message. */
        long seq();

        /** What a person must be allowed; for deleting, what suffices for any message. */
        Action action();

        EventData.Change event(MessageRef target, Actor by);
    }

    /** Other words for one's own message. */
    record Edit(long seq, String text, List<Mention> mentions, @Nullable Integer ifVersion)
            implements Change {

        @Override
        public EventType type() {
            return EventType.MESSAGE_EDITED;
        }

        @Override
        public Action action() {
            return Action.EDIT_OWN;
        }

        @Override
        public EventData.Change event(MessageRef target, Actor by) {
            return new EventData.MessageEdited(target, text, mentions, ifVersion);
        }
    }

    record Delete(long seq, @Nullable String reason) implements Change {

        @Override
        public EventType type() {
            return EventType.MESSAGE_DELETED;
        }

        @Override
        public Action action() {
            return Action.DELETE_ANY;
        }

        @Override
        public EventData.Change event(MessageRef target, Actor by) {
            return new EventData.MessageDeleted(target, reason);
        }
    }

    /**
     * @param emoji as {@link io.parley.model.text.Emoji} keeps it
     */
    record React(long seq, String emoji, EventData.Reaction.Op op) implements Change {

        @Override
        public EventType type() {
            return EventType.REACTION_CHANGED;
        }

        @Override
        public Action action() {
            return Action.REACT;
        }

        @Override
        public EventData.Change event(MessageRef target, Actor by) {
            return new EventData.ReactionChanged(
                    target, List.of(new EventData.Reaction(by.id(), by.name(), emoji, op)));
        }
    }

    /**
     * @param isPinned false takes the pin away
     */
    record Pin(long seq, boolean isPinned) implements Change {

        @Override
        public EventType type() {
            return isPinned ? EventType.MESSAGE_PINNED : EventType.MESSAGE_UNPINNED;
        }

        @Override
        public Action action() {
            return Action.PIN;
        }

        @Override
        public EventData.Change event(MessageRef target, Actor by) {
            return new EventData.PinChanged(target);
        }
    }
}
