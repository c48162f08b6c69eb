package io.parley.message.seen;

import io.parley.message.history.marks.MovesStored;
import io.parley.message.history.marks.MovesStored.Mark;
import io.parley.message.infra.Devices;
import io.parley.model.UserId;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells who looks at a room that others have read on, or that their devices have more of it, where
 * the room tells names.
 */
@Component
class LiveReads {

    private final ReadReaders readers;
    private final Devices devices;

    LiveReads(ReadReaders readers, Devices devices) {
        this.readers = readers;
        this.devices = devices;
    }

    /** As the room's channel has it. */
    record Signal(String type, UserId userId, long seq) {}

    @EventListener
    void tell(MovesStored moves) {
        var rooms = readers.thatNameReaders(all(moves, Mark::room));
        if (rooms.isEmpty()) {
            return;
        }
        var hidden = readers.hidden(all(moves, Mark::person));
        Predicate<Mark> isTold =
                mark -> rooms.contains(mark.room()) && !hidden.contains(mark.person());
        moves.deliveries().stream().filter(isTold).forEach(mark -> tell("delivered", mark));
        moves.marks().stream().filter(isTold).forEach(mark -> tell("read", mark));
    }

    private void tell(String type, Mark mark) {
        devices.tellWhoLooksAt(mark.room(), new Signal(type, mark.person(), mark.seq()));
    }

    private static <T> Set<T> all(MovesStored moves, Function<Mark, T> of) {
        return Stream.concat(moves.marks().stream(), moves.deliveries().stream())
                .map(of)
                .collect(Collectors.toSet());
    }
}
