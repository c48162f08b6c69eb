package io.parley.message.archive;

import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets people begin with nothing unread: who joins a room has read it up to there. A mark that is
 * further on stays, so the same events once more change nothing.
 */
final class MarkEffects {

    private static final String JOIN =
            """
            INSERT INTO read_mark AS mark (user_id, room_id, seq, moved_at)
            SELECT user_id, room_id, max(seq), max(at)
            FROM unnest(?, ?, ?, ?) AS joined (user_id, room_id, seq, at)
            GROUP BY user_id, room_id ORDER BY user_id, room_id
            ON CONFLICT (user_id, room_id) DO UPDATE
                SET seq = excluded.seq, unread_at = NULL, moved_at = excluded.moved_at
            WHERE mark.seq < excluded.seq
            """;

    private MarkEffects() {}

    /** Of events that are stored in the connection's transaction. */
    static void apply(Connection connection, List<RoomEvent> stored) throws SQLException {
        var joined = stored.stream().flatMap(Joined::of).toList();
        if (joined.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(JOIN)) {
            new Columns<>(statement, joined)
                    .add("uuid", one -> one.person.userId().value())
                    .add("uuid", one -> one.event.roomId().value())
                    .add("bigint", one -> one.event.seq())
                    .addTime(one -> one.event.at());
            statement.executeUpdate();
        }
    }

    private record Joined(RoomEvent event, EventData.MemberChanged person) {

        static Stream<Joined> of(RoomEvent event) {
            return event.type() == EventType.MEMBER_JOINED
                            && event.data() instanceof EventData.MemberChanged person
                    ? Stream.of(new Joined(event, person))
                    : Stream.empty();
        }
    }
}
