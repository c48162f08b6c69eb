package io.parley.chat.policy;

import io.parley.chat.link.DirectRoom;
import io.parley.chat.link.MessageService;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.ErrorCode;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Asks {@link MessagingPolicy} with what this pod knows of the room. Rooms are read from
 * message-service on first use and kept fresh by the room log, so that rooms in use need no other
 * service. Calls may block for a read and then throw {@link
 * io.parley.chat.link.ServiceUnavailableException}.
 */
@Component
public class LivePolicy {

    private final MessageService messages;

    /** Mutes end by it. */
    private final Clock clock = Clock.systemUTC();

    private final RoomCache rooms = new RoomCache();
    private final DirectRoomCache directRooms = new DirectRoomCache();
    private final ApplicationEventPublisher events;
    private volatile boolean isFresh;

    LivePolicy(MessageService messages, ApplicationEventPublisher events) {
        this.messages = messages;
        this.events = events;
    }

    /** Whether a person may do something with a room; an unknown room is "not found". */
    public Decision decide(Actor person, Action action, RoomId id) {
        return room(id).map(room -> decide(person, action, room))
                .orElseGet(() -> new Decision.Denied(ErrorCode.ROOM_NOT_FOUND));
    }

    /** The same for a room at hand. */
    public Decision decide(Actor person, Action action, RoomSnapshot room) {
        return room.decide(person.id(), person.role(), action, clock.instant());
    }

    /** The direct room of two people, made on first contact where the rule allows it. */
    public DirectRoom directRoom(Actor from, UserId to) {
        var known = directRooms.find(from.id(), to).flatMap(this::room);
        if (known.isPresent()) {
            return new DirectRoom.Open(known.get());
        }
        var answer = messages.openDirect(from.id(), to);
        if (answer instanceof DirectRoom.Open(RoomSnapshot room)) {
            directRooms.remember(from.id(), to, room.roomId());
        }
        return answer;
    }

    /** From memory alone: true where the room is known and the person is not in it. */
    public boolean isKnownToBeNoMember(UserId person, RoomId id) {
        return rooms.find(id).filter(room -> !room.hasInside(person)).isPresent();
    }

    /** Takes a record of the room log. */
    void apply(RoomSnapshot room) {
        var before = rooms.replace(room);
        if (before.isEmpty() || before.get().version() < room.version()) {
            events.publishEvent(new RoomChanged(before, room));
        }
    }

    /** Whether the room log is being followed; while it is not, nothing is kept. */
    void setFresh(boolean fresh) {
        isFresh = fresh;
        if (!fresh) {
            rooms.clear();
        }
    }

    private Optional<RoomSnapshot> room(RoomId id) {
        var known = rooms.find(id);
        if (known.isPresent()) {
            return known;
        }
        var read = messages.room(id);
        return isFresh ? read.map(rooms::keep) : read;
    }
}
