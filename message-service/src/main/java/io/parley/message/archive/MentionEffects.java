package io.parley.message.archive;

import static io.parley.message.archive.EventRows.uuid;

import io.parley.model.MessageRef;
import io.parley.model.event.EventData;
import io.parley.model.event.Mention;
import io.parley.model.event.RoomEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Keeps whom messages have mentioned, so that a person's mentions are found. What an edit adds is
 * added, what it takes away stays, as whether it counts is the fold's to say: who reads folds the
 * message. So storing costs the same whatever happened before, and the same events once more come
 * to the same rows.
 */
final class MentionEffects {

    private static final String OF_PEOPLE =
            """
            INSERT INTO mention (room_id, seq, user_id, at)
            SELECT DISTINCT room_id, seq, said.user_id, message.at
            FROM unnest(?, ?, ?, ?, ?) AS said (room_id, seq, message_id, actor_id, user_id)
                JOIN room_event AS message USING (room_id, seq, message_id, actor_id)
            WHERE type = 'message.created' AND deleted_by IS NULL AND user_id <> actor_id
            ON CONFLICT DO NOTHING
            """;

    private static final String OF_MANY =
            """
            INSERT INTO room_mention (room_id, seq, kind, author_id, at)
            SELECT DISTINCT room_id, seq, kind, actor_id, message.at
            FROM unnest(?, ?, ?, ?, ?) AS said (room_id, seq, message_id, actor_id, kind)
                JOIN room_event AS message USING (room_id, seq, message_id, actor_id)
            WHERE type = 'message.created' AND deleted_by IS NULL
            ON CONFLICT DO NOTHING
            """;

    /** Of messages that are deleted by what was stored. */
    private static final List<String> FORGET =
            Stream.of("mention", "room_mention")
                    .map(
                            """
                            DELETE FROM %1$s USING unnest(?, ?) AS asked (room_id, seq)
                                JOIN room_event AS message USING (room_id, seq)
                            WHERE %1$s.room_id = message.room_id AND %1$s.seq = message.seq
                                AND deleted_by IS NOT NULL
                            """
                                    ::formatted)
                    .toList();

    private MentionEffects() {}

    /** Of events that are stored, with their other effects, in the connection's transaction. */
    static void apply(Connection connection, List<RoomEvent> stored) throws SQLException {
        var said = stored.stream().flatMap(Said::of).toList();
        var people = said.stream().filter(one -> one.mention.userId() != null).toList();
        var many = said.stream().filter(one -> one.mention.userId() == null).toList();
        if (!people.isEmpty()) {
            try (var statement = connection.prepareStatement(OF_PEOPLE)) {
                messages(statement, people)
                        .add("uuid", one -> Objects.requireNonNull(one.mention.userId()).value());
                statement.executeUpdate();
            }
        }
        if (!many.isEmpty()) {
            try (var statement = connection.prepareStatement(OF_MANY)) {
                messages(statement, many).add("text", one -> one.mention.kind().wireName());
                statement.executeUpdate();
            }
        }
        forget(connection, stored);
    }

    /** Whom the words of an event mention. */
    static Stream<Mention> mentions(RoomEvent event) {
        var mentions =
                switch (event.data()) {
                    case EventData.MessageCreated message -> message.mentions();
                    case EventData.MessageEdited edit -> edit.mentions();
                    default -> null;
                };
        return mentions == null ? Stream.empty() : mentions.stream();
    }

    private static Columns<Said> messages(PreparedStatement statement, List<Said> said)
            throws SQLException {
        return new Columns<>(statement, said)
                .add("uuid", one -> one.event.roomId().value())
                .add("bigint", one -> one.message.seq())
                .add("uuid", one -> uuid(one.message.messageId()))
                .add("uuid", one -> one.event.actor().id().value());
    }

    private static void forget(Connection connection, List<RoomEvent> stored) throws SQLException {
        var deletions =
                stored.stream()
                        .filter(event -> event.data() instanceof EventData.MessageDeleted)
                        .toList();
        if (deletions.isEmpty()) {
            return;
        }
        for (var query : FORGET) {
            try (var statement = connection.prepareStatement(query)) {
                new Columns<>(statement, deletions)
                        .add("uuid", event -> event.roomId().value())
                        .add("bigint", event -> event.target().orElseThrow().seq());
                statement.executeUpdate();
            }
        }
    }

    /** Somebody is mentioned in the words of a message. */
    private record Said(RoomEvent event, MessageRef message, Mention mention) {

        static Stream<Said> of(RoomEvent event) {
            var message =
                    event.target().orElseGet(() -> new MessageRef(event.seq(), event.messageId()));
            return mentions(event).map(mention -> new Said(event, message, mention));
        }
    }
}
