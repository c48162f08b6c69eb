package io.parley.chaos.checker;

import io.parley.model.MessageRef;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import java.util.List;
import java.util.random.RandomGenerator;

/** What {@link StagedRun#SENDER} does in a staged run. */
final class StagedDeeds {

    private StagedDeeds() {}

    /** Anything that its actor may do. */
    static EventData any(List<MessageRef> known, RandomGenerator random) {
        if (known.isEmpty() || random.nextInt(3) > 0) {
            return new EventData.MessageCreated("text " + random.nextInt(), null, null);
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
