package io.parley.message.archive;

import io.parley.model.Role;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What events do to the rows of messages that are there: a deletion takes their words, a pin marks
 * them. In the transaction that stores the events, and by what the rows say: the same events once
 * more, in whatever portions, come to the same rows. They agree with {@link
 * io.parley.model.message.Redaction} and {@link io.parley.model.message.MessageFold}.
 */
final class ChangeEffects {

    /** The first deletion counts that is its author's or an admin's. */
    private static final String DELETE =
            """
            WITH deletion AS (
                SELECT DISTINCT ON (room_id, message.seq) room_id, message.seq, asked.seq AS by
                FROM unnest(?, ?, ?, ?, ?, ?)
                        AS asked (room_id, seq, target_seq, message_id, actor_id, is_admin)
                    JOIN room_event AS message USING (room_id)
                WHERE message.seq = asked.target_seq AND message.seq < asked.seq
                    AND message.type = 'message.created'
                    AND message.message_id = asked.message_id
                    AND message.deleted_by IS NULL
                    AND (is_admin OR message.actor_id = asked.actor_id)
                ORDER BY room_id, message.seq, asked.seq)
            UPDATE room_event
            SET data = json_strip_nulls(
                    json_build_object('threadRoot', room_event.thread_root)),
                deleted_by = deletion.by, pinned_by = NULL
            FROM deletion
            WHERE room_event.room_id = deletion.room_id AND room_event.seq = deletion.seq
            """;

    private static final String REDACT_EDITS =
            """
            UPDATE room_event AS edit
            SET data = json_build_object('target', edit.data -> 'target'),
                deleted_by = message.deleted_by
            FROM (SELECT DISTINCT * FROM unnest(?, ?) AS named (room_id, target_seq)) AS named
                JOIN room_event AS message
                    ON message.room_id = named.room_id AND message.seq = named.target_seq
            WHERE message.type = 'message.created' AND message.deleted_by IS NOT NULL
                AND edit.room_id = named.room_id AND edit.target_seq = named.target_seq
                AND edit.type = 'message.edited' AND edit.deleted_by IS NULL
            """;

    /** The last one counts, also where later ones are stored already. */
    private static final String PIN =
            """
            WITH pin AS (
                SELECT DISTINCT ON (room_id, target_seq) *
                FROM unnest(?, ?, ?, ?, ?)
                    AS pin (room_id, seq, target_seq, message_id, is_pinned)
                WHERE NOT EXISTS (
                    SELECT FROM room_event AS later
                    WHERE later.room_id = pin.room_id AND later.target_seq = pin.target_seq
                        AND later.seq > pin.seq
                        AND later.type IN ('message.pinned', 'message.unpinned')
                        AND (later.data #>> '{target,messageId}')::uuid = pin.message_id)
                ORDER BY room_id, target_seq, seq DESC)
            UPDATE room_event AS message
            SET pinned_by = CASE WHEN is_pinned THEN pin.seq END
            FROM pin
            WHERE message.room_id = pin.room_id AND message.seq = pin.target_seq
                AND message.seq < pin.seq AND message.type = 'message.created'
                AND message.message_id = pin.message_id AND message.deleted_by IS NULL
            """;

    private final Connection connection;
    private final List<Changed> changes;

    private ChangeEffects(Connection connection, List<Changed> changes) {
        this.connection = connection;
        this.changes = changes;
    }

    /** Of events that are stored in the connection's transaction. */
    static void apply(Connection connection, List<RoomEvent> stored) throws SQLException {
        var changes = stored.stream().flatMap(Changed::of).toList();
        if (changes.isEmpty()) {
            return;
        }
        var effects = new ChangeEffects(connection, changes);
        effects.delete();
        effects.redactEdits();
        effects.pin();
    }

    private void delete() throws SQLException {
        var deletions = of(EventType.MESSAGE_DELETED);
        if (deletions.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(DELETE)) {
            new Columns<>(statement, deletions)
                    .add("uuid", change -> change.event.roomId().value())
                    .add("bigint", change -> change.event.seq())
                    .add("bigint", change -> change.data.target().seq())
                    .add("uuid", change -> EventRows.uuid(change.data.target().messageId()))
                    .add("uuid", change -> change.event.actor().id().value())
                    .add("boolean", change -> change.event.actor().role() == Role.ADMIN);
            statement.executeUpdate();
        }
    }

    /** Those of messages that are deleted now, and those that come after. */
    private void redactEdits() throws SQLException {
        var named = of(EventType.MESSAGE_DELETED, EventType.MESSAGE_EDITED);
        if (named.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(REDACT_EDITS)) {
            new Columns<>(statement, named)
                    .add("uuid", change -> change.event.roomId().value())
                    .add("bigint", change -> change.data.target().seq());
            statement.executeUpdate();
        }
    }

    private void pin() throws SQLException {
        var pins = of(EventType.MESSAGE_PINNED, EventType.MESSAGE_UNPINNED);
        if (pins.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(PIN)) {
            new Columns<>(statement, pins)
                    .add("uuid", change -> change.event.roomId().value())
                    .add("bigint", change -> change.event.seq())
                    .add("bigint", change -> change.data.target().seq())
                    .add("uuid", change -> EventRows.uuid(change.data.target().messageId()))
                    .add("boolean", change -> change.event.type() == EventType.MESSAGE_PINNED);
            statement.executeUpdate();
        }
    }

    private List<Changed> of(EventType... types) {
        var wanted = List.of(types);
        return changes.stream().filter(change -> wanted.contains(change.event.type())).toList();
    }

    private record Changed(RoomEvent event, EventData.Change data) {

        static Stream<Changed> of(RoomEvent event) {
            return event.data() instanceof EventData.Change change
                    ? Stream.of(new Changed(event, change))
                    : Stream.empty();
        }
    }
}
