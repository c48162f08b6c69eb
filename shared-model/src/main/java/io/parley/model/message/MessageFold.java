package io.parley.model.message;

import io.parley.model.Role;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import io.parley.model.message.FoldedMessage.Deletion;
import io.parley.model.message.FoldedMessage.EmojiCount;
import io.parley.model.message.FoldedMessage.Mark;
import io.parley.model.message.FoldedMessage.Reactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedCollection;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a room's events make of its messages: a pure function of the events in the order of their
 * seqs, the same on every server and in every client. It never refuses: what came too late or is
 * not its actor's to do changes nothing, for everybody.
 */
public final class MessageFold {

    /** Different emoji on one message; a further one changes nothing. */
    public static final int MAX_EMOJI = 50;

    /** Different emoji of one person on one message. */
    public static final int MAX_EMOJI_OF_ONE = 20;

    /** Reactions of all people to one message. */
    public static final int MAX_REACTIONS = 2_000;

    /** Versions of one message: a further edit changes nothing. */
    public static final int MAX_VERSIONS = 100;

    private MessageFold() {}

    /** The messages that a contiguous run of events creates, as they are at its end. */
    public static SequencedCollection<FoldedMessage> fold(List<RoomEvent> events) {
        var messages = new TreeMap<Long, FoldedMessage>();
        for (var event : events) {
            var seq = event.target().map(target -> target.seq()).orElse(event.seq());
            var after = apply(messages.get(seq), event);
            if (after != null) {
                messages.put(seq, after);
            }
        }
        return messages.sequencedValues();
    }

    /**
     * One event more.
     *
     * @param before the message that the event is about; null where there is none
     * @return what it is now; null where the event creates none and there was none
     */
    public static @Nullable FoldedMessage apply(@Nullable FoldedMessage before, RoomEvent event) {
        if (event.type() == EventType.MESSAGE_CREATED) {
            return before == null ? created(event) : before;
        }
        if (before == null || before.deleted() != null) {
            return before;
        }
        // What names a message that was not there yet has changed nothing, whoever folds it when
        var isMeant =
                event.seq() > before.seq()
                        && event.target()
                                .filter(target -> target.messageId().equals(before.messageId()))
                                .isPresent();
        return isMeant ? changed(before, event) : before;
    }

    private static FoldedMessage created(RoomEvent event) {
        var content =
                event.data() instanceof EventData.MessageCreated data
                        ? data
                        : new EventData.MessageCreated("", null, null);
        var isRedacted = event.data() instanceof EventData.Redacted;
        return new FoldedMessage(
                event.seq(),
                event.messageId(),
                event.clientMsgId(),
                event.at(),
                event.actor(),
                isRedacted ? null : content.text(),
                1,
                null,
                null,
                content.replyTo(),
                content.replySeq(),
                event.threadRoot().orElse(null),
                content.mentions(),
                null,
                null,
                null);
    }

    private static FoldedMessage changed(FoldedMessage message, RoomEvent event) {
        return switch (event.data()) {
            case EventData.MessageEdited edit -> edited(message, event, edit);
            case EventData.MessageDeleted(_, var reason) -> deleted(message, event, reason);
            case EventData.ReactionChanged(_, var changes) -> reacted(message, changes);
            case EventData.PinChanged _ ->
                    with(
                            message,
                            message.reactions(),
                            event.type() == EventType.MESSAGE_PINNED ? mark(event) : null);
            default -> message;
        };
    }

    private static FoldedMessage edited(
            FoldedMessage message, RoomEvent event, EventData.MessageEdited edit) {
        var isOfAuthor = event.actor().id().equals(message.actor().id());
        var isUpToDate = edit.ifVersion() == null || edit.ifVersion() == message.version();
        if (!isOfAuthor
                || !isUpToDate
                || isSame(message, edit)
                || message.version() >= MAX_VERSIONS) {
            return message;
        }
        return new FoldedMessage(
                message.seq(),
                message.messageId(),
                message.clientMsgId(),
                message.at(),
                message.actor(),
                edit.text(),
                message.version() + 1,
                mark(event),
                null,
                message.replyTo(),
                message.replySeq(),
                message.threadRoot(),
                edit.mentions(),
                message.reactions(),
                message.pinned(),
                message.thread());
    }

    private static boolean isSame(FoldedMessage message, EventData.MessageEdited edit) {
        return edit.text().equals(message.text())
                && Objects.equals(edit.mentions(), message.mentions());
    }

    private static FoldedMessage deleted(
            FoldedMessage message, RoomEvent event, @Nullable String reason) {
        var by = event.actor();
        if (!by.id().equals(message.actor().id()) && by.role() != Role.ADMIN) {
            return message;
        }
        return new FoldedMessage(
                message.seq(),
                message.messageId(),
                message.clientMsgId(),
                message.at(),
                message.actor(),
                null,
                0,
                null,
                new Deletion(event.seq(), event.at(), by, reason),
                null,
                null,
                message.threadRoot(),
                null,
                null,
                null,
                message.thread());
    }

    private static FoldedMessage reacted(FoldedMessage message, List<EventData.Reaction> changes) {
        var reactions = message.reactions() == null ? List.<EmojiCount>of() : message.reactions();
        for (var change : changes) {
            reactions =
                    switch (change.op()) {
                        case ADD -> added(reactions, change);
                        case REMOVE -> removed(reactions, change);
                    };
        }
        return with(message, reactions.isEmpty() ? null : reactions, message.pinned());
    }

    private static List<EmojiCount> added(List<EmojiCount> reactions, EventData.Reaction change) {
        var before = reactions.stream().filter(is(change.emoji())).findFirst();
        var isThere = before.filter(emoji -> has(emoji, change)).isPresent();
        var ofPerson = reactions.stream().filter(emoji -> has(emoji, change)).count();
        var ofAll = reactions.stream().mapToInt(emoji -> emoji.people().size()).sum();
        if (isThere
                || ofPerson >= MAX_EMOJI_OF_ONE
                || ofAll >= MAX_REACTIONS
                || (before.isEmpty() && reactions.size() >= MAX_EMOJI)) {
            return reactions;
        }
        var person = new Reactor(change.userId(), change.name());
        if (before.isEmpty()) {
            var after = new ArrayList<>(reactions);
            after.add(new EmojiCount(change.emoji(), List.of(person)));
            return List.copyOf(after);
        }
        return replaced(reactions, change.emoji(), people -> people.add(person));
    }

    private static List<EmojiCount> removed(List<EmojiCount> reactions, EventData.Reaction change) {
        return replaced(
                reactions,
                change.emoji(),
                people -> people.removeIf(person -> person.userId().equals(change.userId())));
    }

    private static List<EmojiCount> replaced(
            List<EmojiCount> reactions, String emoji, Consumer<List<Reactor>> change) {
        return reactions.stream()
                .map(
                        count -> {
                            if (!count.emoji().equals(emoji)) {
                                return count;
                            }
                            var people = new ArrayList<>(count.people());
                            change.accept(people);
                            return people.isEmpty()
                                    ? null
                                    : new EmojiCount(emoji, List.copyOf(people));
                        })
                .filter(Objects::nonNull)
                .toList();
    }

    private static Predicate<EmojiCount> is(String emoji) {
        return count -> count.emoji().equals(emoji);
    }

    private static boolean has(EmojiCount emoji, EventData.Reaction change) {
        return emoji.people().stream().anyMatch(p -> p.userId().equals(change.userId()));
    }

    private static Mark mark(RoomEvent event) {
        return new Mark(event.seq(), event.at(), event.actor());
    }

    private static FoldedMessage with(
            FoldedMessage message, @Nullable List<EmojiCount> reactions, @Nullable Mark pinned) {
        return new FoldedMessage(
                message.seq(),
                message.messageId(),
                message.clientMsgId(),
                message.at(),
                message.actor(),
                message.text(),
                message.version(),
                message.edited(),
                message.deleted(),
                message.replyTo(),
                message.replySeq(),
                message.threadRoot(),
                message.mentions(),
                reactions,
                pinned,
                message.thread());
    }
}
