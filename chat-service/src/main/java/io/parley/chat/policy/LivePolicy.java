package io.parley.chat.policy;

import io.parley.chat.link.DirectRoom;
import io.parley.chat.link.MessageService;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.message.ChangeWindows;
import io.parley.model.message.MessageRules;
import io.parley.model.message.RoomCommand;
import io.parley.model.message.TargetMessage;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.ErrorCode;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Asks {@link io.parley.model.policy.MessagingPolicy} with what this pod knows of rooms and
 * accounts. Rooms in use need no other service. Calls may block for a read and then throw {@link
 * ServiceUnavailableException}.
 */
@Component
public class LivePolicy {

    private final MessageService messages;
    private final LiveRooms rooms;
    private final LiveAccounts accounts;
    private final DirectRoomCache directRooms = new DirectRoomCache();

    /** Mutes end by it. */
    private final Clock clock;

    LivePolicy(MessageService messages, LiveRooms rooms, LiveAccounts accounts, Clock clock) {
        this.messages = messages;
        this.rooms = rooms;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Whether a person may do something with a room; an unknown room is "not found". */
    public Decision decide(Actor person, Action action, RoomId id) {
        return rooms.room(id)
                .map(room -> decide(person, action, room))
                .orElseGet(() -> new Decision.Denied(ErrorCode.ROOM_NOT_FOUND));
    }

    /** The same for a room at hand. */
    public Decision decide(Actor person, Action action, RoomSnapshot room) {
        return asOfNow(room, person).decide(person.id(), person.role(), action, clock.instant());
    }

    /** The room as it is now; empty where there is none. */
    public Optional<RoomSnapshot> room(RoomId id) {
        return rooms.room(id);
    }

    /** The room, where it is in memory. */
    public Optional<RoomSnapshot> known(RoomId id) {
        return rooms.known(id);
    }

    /** Whether a person may change a message of a room at hand. */
    public Decision decide(
            Actor person,
            RoomCommand.Change change,
            RoomSnapshot room,
            TargetMessage target,
            ChangeWindows windows) {
        return MessageRules.decide(
                person, change, asOfNow(room, person), target, windows, clock.instant());
    }

    /** Whether a person may mention in a room at hand whom a command mentions. */
    public Decision decideMentions(Actor person, RoomCommand command, RoomSnapshot room) {
        return command.mentions().isEmpty()
                ? new Decision.Allowed()
                : MessageRules.decideMentions(
                        person, command, asOfNow(room, person), clock.instant());
    }

    /** The first event that a person may read of a room; none of one that is not there. */
    public long firstReadable(Actor person, RoomId id) {
        return rooms.room(id)
                .map(room -> room.firstReadable(person.id(), person.role()))
                .orElse(Long.MAX_VALUE);
    }

    /** A direct room lives of its admin: the other's role may have changed since it was told. */
    private RoomSnapshot asOfNow(RoomSnapshot room, Actor person) {
        if (room.kind() != RoomKind.DIRECT) {
            return room;
        }
        var now = room;
        for (var other : room.members()) {
            var account = accounts.find(other);
            if (!other.equals(person.id()) && account.isPresent()) {
                now = now.withRole(other, account.get().role());
            }
        }
        return now;
    }

    /** The direct room of two people, made on first contact where the rule allows it. */
    public DirectRoom directRoom(Actor from, UserId to) {
        var known = knownDirectRoom(from.id(), to).flatMap(rooms::room);
        if (known.isPresent()) {
            return new DirectRoom.Open(known.get());
        }
        var answer = messages.openDirect(from.id(), to);
        if (answer instanceof DirectRoom.Open(RoomSnapshot room)) {
            directRooms.remember(from.id(), to, room.roomId());
        }
        return answer;
    }

    /** The direct room of two people, where this pod has it in memory. */
    public Optional<RoomId> knownDirectRoom(UserId from, UserId to) {
        return directRooms.find(from, to);
    }

    /** Whether a person may follow a room; empty where the room is not in memory. */
    public Optional<Boolean> mayRead(UserId person, Role role, RoomId id) {
        return rooms.known(id).map(room -> mayRead(person, role, room));
    }

    /** The same for a room at hand. */
    public boolean mayRead(UserId person, Role role, RoomSnapshot room) {
        return room.decide(person, role, Action.READ, clock.instant()) instanceof Decision.Allowed;
    }

    /**
     * Calls back where a person may not follow a room any more, or that cannot be known: what is
     * not in memory is looked up on a thread of its own.
     */
    public void check(Actor person, RoomId id, Consumer<ErrorCode> revoke) {
        var known = mayRead(person.id(), person.role(), id);
        if (known.isEmpty()) {
            Thread.startVirtualThread(() -> lookUp(person, id, revoke));
        } else if (!known.get()) {
            revoke.accept(ErrorCode.SUBSCRIPTION_ENDED);
        }
    }

    private void lookUp(Actor person, RoomId id, Consumer<ErrorCode> revoke) {
        try {
            if (decide(person, Action.READ, id) instanceof Decision.Denied) {
                revoke.accept(ErrorCode.SUBSCRIPTION_ENDED);
            }
        } catch (ServiceUnavailableException e) {
            revoke.accept(ErrorCode.UNAVAILABLE);
        }
    }
}
