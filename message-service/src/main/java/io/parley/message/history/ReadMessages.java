package io.parley.message.history;

import io.parley.message.archive.MessageRows;
import io.parley.message.archive.RoomEvents;
import io.parley.message.infra.OneMoment;
import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import io.parley.model.wire.ErrorCode;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Single messages, as they are now. Whoever calls has checked that the reader may see them. */
@Component
class ReadMessages {

    private final RoomEvents events;
    private final MessageRows rows;
    private final FoldMessages fold;
    private final TailBarrier barrier;
    private final OneMoment moment;

    ReadMessages(
            RoomEvents events,
            MessageRows rows,
            FoldMessages fold,
            TailBarrier barrier,
            OneMoment moment) {
        this.events = events;
        this.rows = rows;
        this.fold = fold;
        this.barrier = barrier;
        this.moment = moment;
    }

    /**
     * The message after all that was in the log when this was called.
     *
     * @throws Refusal where there is none, or none is stored and that may be for a moment only
     */
    MessageView current(RoomId room, long seq) {
        var isPassed = barrier.pass(room);
        return stored(room, seq, isPassed).orElseThrow(() -> absent(isPassed));
    }

    /** The message as it is stored; the barrier is passed only where it is not there. */
    MessageView known(RoomId room, long seq) {
        return stored(room, seq, false).orElseGet(() -> current(room, seq));
    }

    private Optional<MessageView> stored(RoomId room, long seq, boolean isComplete) {
        return moment.read(
                () -> {
                    var head = events.head(room);
                    return fold.fold(rows.messages(room, List.of(seq))).values().stream()
                            .findFirst()
                            .map(message -> new MessageView(message, head, isComplete));
                });
    }

    private static Refusal absent(boolean isCertain) {
        return Refusal.of(isCertain ? ErrorCode.MESSAGE_NOT_FOUND : ErrorCode.UNAVAILABLE);
    }
}
