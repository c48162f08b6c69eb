package io.parley.message.archive;

import io.parley.model.UserId;
import io.parley.model.event.RoomEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Lets people follow the threads that they write in or are mentioned in, and those that hang on
 * messages of theirs. What was said there before is not unread for them. Who has left a thread is
 * left alone, so the same events once more change nothing.
 */
final class FollowEffects {

    private static final String FOLLOW =
            """
            WITH said AS (
                SELECT message.room_id, thread_root, user_id, by
                FROM unnest(?, ?, ?, ?, ?) AS said (room_id, seq, actor_id, user_id, by)
                    JOIN room_event AS message USING (room_id, seq, actor_id)
                WHERE thread_root IS NOT NULL AND type = 'message.created'),
            met AS (
                SELECT user_id, room_id, thread_root AS root_seq, by FROM said
                UNION ALL
                SELECT root.actor_id, root.room_id, root.seq, by FROM said
                    JOIN room_event AS root ON root.room_id = said.room_id
                        AND root.seq = said.thread_root
                WHERE type = 'message.created')
            INSERT INTO thread_follow (user_id, room_id, root_seq, read_seq)
            SELECT user_id, room_id, root_seq, min(by) - 1 FROM met
            GROUP BY user_id, room_id, root_seq
            ON CONFLICT DO NOTHING
            """;

    private FollowEffects() {}

    /** Of events that are stored, with their other effects, in the connection's transaction. */
    static void apply(Connection connection, List<RoomEvent> stored) throws SQLException {
        var said = stored.stream().flatMap(Said::of).toList();
        if (said.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(FOLLOW)) {
            new Columns<>(statement, said)
                    .add("uuid", one -> one.event.roomId().value())
                    .add("bigint", Said::seq)
                    .add("uuid", one -> one.event.actor().id().value())
                    .add("uuid", one -> one.person.value())
                    .add("bigint", one -> one.event.seq());
            statement.executeUpdate();
        }
    }

    /** Somebody writes, or is mentioned, in what may be a message of a thread. */
    private record Said(RoomEvent event, UserId person) {

        static Stream<Said> of(RoomEvent event) {
            var mentioned =
                    MentionEffects.mentions(event)
                            .filter(mention -> mention.userId() != null)
                            .map(mention -> Objects.requireNonNull(mention.userId()));
            var people =
                    event.threadRoot().isPresent()
                            ? Stream.concat(Stream.of(event.actor().id()), mentioned)
                            : event.target().isPresent() ? mentioned : Stream.<UserId>empty();
            return people.map(person -> new Said(event, person));
        }

        /** Of the message. */
        long seq() {
            return event.target().map(target -> target.seq()).orElse(event.seq());
        }
    }
}
