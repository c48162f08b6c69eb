package io.parley.chaos.checker;

import io.parley.chaos.client.TraceEvent;
import io.parley.chaos.evidence.Mark;
import io.parley.chaos.evidence.Move;
import io.parley.model.event.Actor;
import io.parley.model.message.FoldedMessage;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/** How a person reads a room in a staged run, and what then waits for them. */
final class StagedReading {

    private final String room;
    private final Actor person;
    private final int head;
    private final Collection<FoldedMessage> messages;
    private long mark;

    StagedReading(String room, Actor person, int head, Collection<FoldedMessage> messages) {
        this.room = room;
        this.person = person;
        this.head = head;
        this.messages = messages;
    }

    /** Reads on, to what was read before, back, and on again; leaves a few messages. */
    List<Move> moves(RandomGenerator random) {
        long far = head - 10L;
        long back = random.nextLong(1, far / 2);
        long end = random.nextLong(back + 1, far - 1);
        mark = end;
        return List.of(move(far, false), move(far / 2, false), move(back, true), move(end, false));
    }

    private Move move(long seq, boolean isBack) {
        return new Move(person.id().toString(), room, seq, isBack);
    }

    Mark mark() {
        return new Mark(person.id().toString(), room, mark);
    }

    static TraceEvent receipt(long at, Move move) {
        return new TraceEvent.Marked(at, move.room(), move.person(), move.seq(), move.isBack());
    }

    TraceEvent.Counted counted(long at) {
        var unread =
                messages.stream()
                        .filter(message -> message.seq() > mark && message.deleted() == null)
                        .filter(message -> !message.actor().id().equals(person.id()))
                        .count();
        return new TraceEvent.Counted(
                at, room, person.id().toString(), true, mark, unread, 0, head);
    }
}
