package io.parley.model.message;

import io.parley.model.event.Actor;
import io.parley.model.event.Mention;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.policy.Decision.Allowed;
import io.parley.model.policy.Decision.Denied;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.ErrorCode;
import java.time.Duration;
import java.time.Instant;

/**
 * Who may change which message: what {@link io.parley.model.policy.MessagingPolicy} says of the
 * room, and whose message it is, and since when. Decided once, before the log; what an event does
 * is {@link MessageFold}'s, for ever.
 */
public final class MessageRules {

    private MessageRules() {}

    /**
     * Whether a person may change a message of a room that they may or may not see.
     *
     * @param usual the windows of rooms that have set none
     */
    public static Decision decide(
            Actor person,
            RoomCommand.Change command,
            RoomSnapshot room,
            TargetMessage target,
            ChangeWindows usual,
            Instant now) {
        var read = room.decide(person.id(), person.role(), Action.READ, now);
        if (read instanceof Denied) {
            return read;
        }
        if (target.isDeleted()
                || target.ref().seq() < room.firstReadable(person.id(), person.role())) {
            return new Denied(ErrorCode.MESSAGE_NOT_FOUND);
        }
        var byRole = room.decide(person.id(), person.role(), command.action(), now);
        var isOwn = target.author().equals(person.id());
        var windows = usual.in(room.settings());
        var age = Duration.between(target.at(), now);
        return switch (command) {
            case RoomCommand.Edit _ when byRole instanceof Denied -> byRole;
            case RoomCommand.Edit _ when !isOwn -> new Denied(ErrorCode.POLICY_DENIED);
            case RoomCommand.Edit _ -> within(windows.edit(), age);
            case RoomCommand.Delete _ when isOwn && byRole instanceof Denied -> {
                var own = room.decide(person.id(), person.role(), Action.DELETE_OWN, now);
                yield own instanceof Allowed ? within(windows.delete(), age) : own;
            }
            case RoomCommand.Delete _, RoomCommand.React _, RoomCommand.Pin _ -> byRole;
        };
    }

    /** Whether a person may mention those whom the words of a command mention. */
    public static Decision decideMentions(
            Actor person, RoomCommand command, RoomSnapshot room, Instant now) {
        for (var mention : command.mentions()) {
            if (mention.userId() != null && !room.hasInside(mention.userId())) {
                return new Denied(ErrorCode.VALIDATION_FAILED);
            }
        }
        return command.mentions().stream().anyMatch(one -> one.kind() == Mention.Kind.ROOM)
                ? room.decide(person.id(), person.role(), Action.MENTION_ALL, now)
                : new Allowed();
    }

    private static Decision within(Duration window, Duration age) {
        return age.compareTo(window) < 0 ? new Allowed() : new Denied(ErrorCode.EDIT_WINDOW_CLOSED);
    }
}
