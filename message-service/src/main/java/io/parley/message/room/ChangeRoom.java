package io.parley.message.room;

import io.parley.message.access.Caller;
import io.parley.model.RoomId;
import io.parley.model.policy.Action;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One change of a room that exists: under its lock, and only as the policy allows. */
@Component
public class ChangeRoom {

    private final Rooms rooms;
    private final RoomAccess access;
    private final TransactionTemplate transaction;

    ChangeRoom(Rooms rooms, RoomAccess access, TransactionTemplate transaction) {
        this.rooms = rooms;
        this.access = access;
        this.transaction = transaction;
    }

    /**
     * @param step makes of the room what it is afterwards, or returns it as it is
     */
    public Room change(Caller caller, RoomId id, Action action, UnaryOperator<Room> step) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            var room = rooms.lock(id).orElseThrow(RoomAccess::notFound);
                            access.require(caller, action, room);
                            return step.apply(room);
                        }));
    }

    /** Refuses early what would be refused under the lock. */
    public void requireEarly(Caller caller, RoomId id, Action action) {
        access.require(caller, action, rooms.find(id).orElseThrow(RoomAccess::notFound));
    }
}
