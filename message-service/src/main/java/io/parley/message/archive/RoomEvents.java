package io.parley.message.archive;

import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.StoredEvent;
import io.parley.model.wire.JsonBudget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads stored events. A room's stored events are always 1 to its head, without a hole. */
@Component
public class RoomEvents {

    /** Rows of a partition read at once: what finds no room in an answer is not held, either. */
    private static final int STEP = 50;

    private final JdbcClient jdbc;

    RoomEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest stored seq, 0 in a room without events. */
    public long head(RoomId room) {
        return jdbc.sql("SELECT seq FROM room_head WHERE room_id = ?")
                .param(room.value())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** The events {@code from} to {@code to}, both included, ascending. */
    public List<RoomEvent> read(RoomId room, long from, long to) {
        if (from > to) {
            return List.of();
        }
        return jdbc
                .sql(
                        "SELECT "
                                + EventRows.COLUMNS
                                + " FROM room_event WHERE room_id = ? AND seq BETWEEN ? AND ?"
                                + " ORDER BY seq")
                .params(room.value(), from, to)
                .query(EventRows::read)
                .list()
                .stream()
                .map(EventRows.Row::event)
                .toList();
    }

    /** The event of a message; the first one, where it stands there twice from days of old. */
    public Optional<RoomEvent> find(RoomId room, MessageId message) {
        return jdbc.sql(
                        "SELECT "
                                + EventRows.COLUMNS
                                + " FROM room_event WHERE room_id = ? AND message_id = ?"
                                + " ORDER BY seq LIMIT 1")
                .params(room.value(), EventRows.uuid(message))
                .query(EventRows::read)
                .optional()
                .map(EventRows.Row::event);
    }

    /** The newest event of each of these rooms that has one. */
    public Map<RoomId, RoomEvent> newest(Collection<RoomId> rooms) {
        return jdbc
                .sql(
                        "SELECT "
                                + EventRows.COLUMNS
                                + " FROM room_event WHERE (room_id, seq) IN"
                                + " (SELECT room_id, seq FROM room_head WHERE room_id = ANY(?))")
                .param(rooms.stream().map(RoomId::value).toArray(UUID[]::new))
                .query(EventRows::read)
                .list()
                .stream()
                .map(EventRows.Row::event)
                .collect(Collectors.toMap(RoomEvent::roomId, Function.identity()));
    }

    /**
     * Events of a partition by offset: {@code from} included, {@code to} not. As many as there is
     * room for, and none only where there are none.
     */
    public List<StoredEvent> ofPartition(
            int partition, long from, long to, int limit, JsonBudget budget) {
        var events = new ArrayList<StoredEvent>();
        var next = from;
        while (events.size() < limit && !budget.isFull()) {
            var step = step(partition, next, to, Math.min(STEP, limit - events.size()));
            events.addAll(budget.take(step));
            if (step.size() < STEP) {
                break;
            }
            next = step.getLast().offset() + 1;
        }
        return events;
    }

    private List<StoredEvent> step(int partition, long from, long to, int limit) {
        return jdbc
                .sql(
                        "SELECT log_offset - log_base AS log_offset, "
                                + EventRows.COLUMNS
                                + " FROM room_event JOIN chat_progress USING (partition)"
                                + " WHERE partition = ? AND room_event.log_offset >= ? + log_base"
                                + " AND room_event.log_offset < ? + log_base"
                                + " ORDER BY room_event.log_offset LIMIT ?")
                .params(partition, from, to, limit)
                .query(
                        (row, number) ->
                                new Stored(row.getLong("log_offset"), EventRows.read(row, number)))
                .list()
                .stream()
                .map(Stored::event)
                .toList();
    }

    private record Stored(long offset, EventRows.Row row) {

        StoredEvent event() {
            return new StoredEvent(offset, row.event());
        }
    }
}
