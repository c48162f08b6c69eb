package io.parley.message.archive;

import io.parley.model.MessageId;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventJson;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events as rows of {@code room_event}. Message ids, 128 bits, are kept as {@code uuid}. */
final class EventRows {

    static final String COLUMNS =
            "room_id, seq, at, type, message_id, client_msg_id, actor_id, actor_name, actor_role,"
                    + " data";

    private static final int ID_BYTES = 16;

    private EventRows() {}

    /** A row as it was read; only {@link #event} makes an event of it. */
    record Row(
            EventType type,
            RoomId room,
            long seq,
            Instant at,
            Actor actor,
            UUID messageId,
            @Nullable String clientMsgId,
            String data) {

        /** Reads JSON: not to be done while a connection to the database is held for it. */
        RoomEvent event() {
            return new RoomEvent(
                    type,
                    room,
                    seq,
                    at,
                    actor,
                    EventRows.messageId(messageId),
                    clientMsgId,
                    EventJson.readData(type, data));
        }
    }

    static Row read(ResultSet row, int number) throws SQLException {
        return new Row(
                EventType.fromWire(row.getString("type")),
                new RoomId(row.getObject("room_id", UUID.class)),
                row.getLong("seq"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new Actor(
                        new UserId(row.getObject("actor_id", UUID.class)),
                        row.getString("actor_name"),
                        Role.valueOf(row.getString("actor_role"))),
                row.getObject("message_id", UUID.class),
                row.getString("client_msg_id"),
                row.getString("data"));
    }

    static UUID uuid(MessageId id) {
        var bytes = ByteBuffer.wrap(HexFormat.of().parseHex(id.value()));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    static MessageId messageId(UUID stored) {
        var bytes =
                ByteBuffer.allocate(ID_BYTES)
                        .putLong(stored.getMostSignificantBits())
                        .putLong(stored.getLeastSignificantBits())
                        .array();
        return new MessageId(HexFormat.of().formatHex(bytes));
    }
}
