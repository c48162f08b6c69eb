package io.parley.message.archive;

import io.parley.model.RoomId;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads what stands in a room's timeline, and what changed it: messages are folded when they are
 * read. Several reads belong into one {@link io.parley.message.infra.OneMoment}.
 */
@Component
public class MessageRows {

    /** Rows that are held at once while they are folded; the longest ones are some 5 MB. */
    private static final int FETCH = 200;

    static final String ITEMS = "SELECT " + EventRows.COLUMNS + ", deleted_by FROM room_event";

    private final JdbcClient jdbc;

    MessageRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is no change of something else.
     *
     * @param deletedBy the seq of what deleted the message
     */
    public record Item(RoomEvent event, @Nullable Long deletedBy) {

        public boolean isMessage() {
            return event.type() == EventType.MESSAGE_CREATED;
        }
    }

    /** The items from {@code from} on that are nearest below {@code before}, the newest first. */
    public List<Item> below(RoomId room, long from, long before, int limit) {
        return jdbc.sql(
                        ITEMS
                                + " WHERE room_id = ? AND seq >= ? AND seq < ?"
                                + " AND target_seq IS NULL ORDER BY seq DESC LIMIT ?")
                .params(room.value(), from, before, limit)
                .query(MessageRows::item)
                .list();
    }

    /** The items nearest above {@code after}, ascending. */
    public List<Item> above(RoomId room, long after, int limit) {
        return jdbc.sql(
                        ITEMS
                                + " WHERE room_id = ? AND seq > ? AND target_seq IS NULL"
                                + " ORDER BY seq LIMIT ?")
                .params(room.value(), after, limit)
                .query(MessageRows::item)
                .list();
    }

    /** Those of the seqs that are messages, ascending. */
    public List<Item> messages(RoomId room, Collection<Long> seqs) {
        return jdbc.sql(
                        ITEMS
                                + " WHERE room_id = ? AND seq = ANY(?)"
                                + " AND type = 'message.created' ORDER BY seq")
                .params(room.value(), seqs.toArray(Long[]::new))
                .query(MessageRows::item)
                .list();
    }

    /**
     * Those of the places that are messages, in no order.
     *
     * @param seqs of each room the one at the same index
     */
    public List<Item> at(List<RoomId> rooms, List<Long> seqs) {
        return jdbc.sql(
                        ITEMS
                                + " JOIN unnest(?, ?) AS place (room_id, seq)"
                                + " USING (room_id, seq) WHERE type = 'message.created'")
                .params(
                        rooms.stream().map(RoomId::value).toArray(UUID[]::new),
                        seqs.toArray(Long[]::new))
                .query(MessageRows::item)
                .list();
    }

    /** Of each room the newest message that is not deleted, where it has one. */
    public List<Item> newest(Collection<RoomId> rooms) {
        return jdbc.sql(
                        "SELECT newest.* FROM room_head CROSS JOIN LATERAL ("
                                + ITEMS
                                + " WHERE room_id = room_head.room_id AND seq <= active_seq"
                                + " AND type = 'message.created' AND deleted_by IS NULL"
                                + " ORDER BY seq DESC LIMIT 1) AS newest"
                                + " WHERE room_head.room_id = ANY(?)")
                .param(rooms.stream().map(RoomId::value).toArray(UUID[]::new))
                .query(MessageRows::item)
                .list();
    }

    /**
     * Tells the changes of these messages, of each in order; of a deleted one only what deleted it.
     * Few of them are held at once, where it is called in a transaction.
     *
     * @param to the last seq that counts; a deletion always does
     */
    public void changes(Collection<Item> messages, long to, Consumer<RoomEvent> each) {
        if (messages.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        SELECT change.* FROM unnest(?, ?, ?) AS message (room_id, seq, deleted_by)
                            JOIN room_event AS change ON change.room_id = message.room_id
                                AND change.target_seq = message.seq
                        WHERE (message.deleted_by IS NULL OR change.seq = message.deleted_by)
                            AND (change.seq <= ? OR type = 'message.deleted')
                        ORDER BY change.seq
                        """)
                .params(
                        messages.stream().map(MessageRows::room).toArray(UUID[]::new),
                        messages.stream().map(item -> item.event().seq()).toArray(Long[]::new),
                        messages.stream().map(Item::deletedBy).toArray(Long[]::new),
                        to)
                .withFetchSize(FETCH)
                .query(
                        row -> {
                            each.accept(EventRows.read(row, 0).event());
                        });
    }

    /**
     * The messages from {@code from} to {@code known} that changed after {@code known} and not
     * after {@code to}, and those whose thread has grown or shrunk since, ascending.
     */
    public List<Long> changedSince(RoomId room, long known, long from, long to, int limit) {
        return jdbc.sql(
                        """
                        WITH changed AS (
                            SELECT DISTINCT target_seq AS seq FROM room_event
                            WHERE room_id = :room AND seq > :known AND seq <= :to
                                AND target_seq IS NOT NULL)
                        SELECT seq FROM (
                            SELECT seq FROM changed
                            UNION
                            SELECT root_seq FROM room_thread
                            WHERE room_id = :room AND last_seq > :known
                            UNION
                            SELECT thread_root FROM changed JOIN room_event USING (seq)
                            WHERE room_id = :room AND deleted_by > :known
                                AND thread_root IS NOT NULL) AS found
                        WHERE seq BETWEEN :from AND :known
                        ORDER BY seq LIMIT :limit
                        """)
                .param("room", room.value())
                .param("known", known)
                .param("to", to)
                .param("from", from)
                .param("limit", limit)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    /** The pinned messages that were pinned before that event, the last one pinned first. */
    public List<Item> pinned(RoomId room, long first, long before, int limit) {
        return jdbc.sql(
                        ITEMS
                                + " WHERE room_id = ? AND seq >= ? AND pinned_by < ?"
                                + " ORDER BY pinned_by DESC LIMIT ?")
                .params(room.value(), first, before, limit)
                .query(MessageRows::item)
                .list();
    }

    /** How many messages of the room are pinned. */
    public int countPinned(RoomId room) {
        return jdbc.sql("SELECT count(*) FROM room_event WHERE room_id = ? AND pinned_by > 0")
                .param(room.value())
                .query(Integer.class)
                .single();
    }

    private static UUID room(Item item) {
        return item.event().roomId().value();
    }

    static Item item(ResultSet row, int number) throws SQLException {
        return new Item(EventRows.read(row, number).event(), (Long) row.getObject("deleted_by"));
    }
}
