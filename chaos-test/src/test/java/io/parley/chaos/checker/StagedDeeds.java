package io.parley.chaos.checker;

import io.parley.chaos.evidence.StoredThread;
import io.parley.model.MessageRef;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.message.FoldedMessage;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** What {@link StagedRun#SENDER} does in a staged run. */
final class StagedDeeds {

    private StagedDeeds() {}

    /** Anything that its actor may do. */
    static EventData any(List<MessageRef> known, RandomGenerator random) {
        if (known.isEmpty() || random.nextInt(3) > 0) {
            return said("text " + random.nextInt(), known);
        }
        var target = known.get(random.nextInt(known.size()));
        return switch (random.nextInt(4)) {
            case 0 -> new EventData.MessageDeleted(target, null);
            case 1 -> new EventData.MessageEdited(target, "rather " + random.nextInt(9), null);
            case 2 -> new EventData.MessageEdited(target, "or " + random.nextInt(9), 1);
            default ->
                    new EventData.ReactionChanged(
                            target,
                            List.of(
                                    new EventData.Reaction(
                                            StagedRun.SENDER.id(),
                                            StagedRun.SENDER.name(),
                                            random.nextBoolean() ? "👍" : "🎉",
                                            random.nextInt(3) == 0
                                                    ? EventData.Reaction.Op.REMOVE
                                                    : EventData.Reaction.Op.ADD)));
        };
    }

    /** Every third belongs to the thread of the room's first message. */
    private static EventData said(String text, List<MessageRef> known) {
        boolean isInThread = known.size() % 3 == 2;
        return new EventData.MessageCreated(
                text, null, null, isInThread ? known.getFirst().seq() : null, null);
    }

    /** What is to be stored of a room's threads. */
    static Set<StoredThread> threads(String room, Collection<FoldedMessage> messages) {
        return messages.stream()
                .filter(message -> message.threadRoot() != null)
                .collect(
                        Collectors.toMap(
                                FoldedMessage::threadRoot,
                                message -> message.deleted() == null ? message.seq() : 0L,
                                Math::max))
                .entrySet()
                .stream()
                .map(thread -> new StoredThread(room, thread.getKey(), thread.getValue()))
                .collect(Collectors.toSet());
    }

    static EventType type(EventData data) {
        return switch (data) {
            case EventData.MessageCreated _ -> EventType.MESSAGE_CREATED;
            case EventData.MessageEdited _ -> EventType.MESSAGE_EDITED;
            case EventData.MessageDeleted _ -> EventType.MESSAGE_DELETED;
            case EventData.ReactionChanged _ -> EventType.REACTION_CHANGED;
            default -> EventType.MESSAGE_PINNED;
        };
    }
}
