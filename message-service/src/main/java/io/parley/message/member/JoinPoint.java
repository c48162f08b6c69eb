package io.parley.message.member;

import io.parley.message.room.Rooms;
import io.parley.message.web.Problems;
import io.parley.message.web.Refusal;
import io.parley.model.RoomHistory;
import io.parley.model.RoomId;
import org.springframework.stereotype.Component;

/**
 * Where history begins for who joins a room that shows no more than that. Members get the end of
 * what is stored: so that is first brought to the end of the log, outside of the transaction, and
 * nothing whose receipt was sent before the request can be in what they read.
 */
@Component
public class JoinPoint {

    private final Rooms rooms;
    private final LogBarrier barrier;

    JoinPoint(Rooms rooms, LogBarrier barrier) {
        this.rooms = rooms;
        this.barrier = barrier;
    }

    /**
     * @throws Refusal {@code unavailable} where the end of the log cannot be known
     */
    public void await(RoomId id) {
        var isHidden =
                rooms.find(id).filter(room -> room.history() == RoomHistory.JOINED).isPresent();
        if (isHidden && !barrier.pass(id)) {
            throw new Refusal(Problems.unavailable("where history begins is not known right now"));
        }
    }
}
