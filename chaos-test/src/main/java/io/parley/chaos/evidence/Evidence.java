package io.parley.chaos.evidence;

import io.parley.chaos.client.TraceEvent;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** All that a finished run has left behind. Each part is read once, from its beginning. */
public interface Evidence {

    /** The records of each partition of the log, in the order of their offsets. */
    void log(Consumer<LogEntry> each);

    /** The stored rows of each room, in the order of their seqs. */
    void rows(Consumer<Row> each);

    /** The threads of all rooms. */
    Set<StoredThread> threads();

    /** What people have read: the moves of each person in their order. */
    List<Move> moves();

    /** The stored marks of all people. */
    Set<Mark> marks();

    /** Where the log has repeats, as message-service has stored it. */
    Set<Place> storedRepeats();

    /** The records whose bytes message-service has put aside. */
    Set<Place> storedUnreadable();

    /** A room's stream in Redis. */
    List<StreamEntry> stream(String room);

    /** The trace of each client: all events of one before those of the next. */
    void traces(BiConsumer<String, TraceEvent> each);
}
