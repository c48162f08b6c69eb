package io.parley.message.invitation;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.policy.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Invitations in the database: those that are over or used up are as good as gone. */
@Component
class Invitations {

    private static final String COLUMNS =
            "id, room_id, standing, created_by, created_at, expires_at, uses_left";
    private static final String OPEN = " uses_left > 0 AND expires_at > ? ";

    private final JdbcClient jdbc;
    private final Clock clock;

    Invitations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param standing what it makes of whoever accepts it: member or spectator
     */
    record Invitation(
            UUID id,
            RoomId roomId,
            Standing standing,
            UserId createdBy,
            Instant createdAt,
            Instant expiresAt,
            int usesLeft) {}

    void insert(Invitation made, byte[] codeDigest) {
        jdbc.sql(
                        """
                        INSERT INTO room_invitation (id, room_id, code_digest, standing,
                            created_by, created_at, expires_at, uses_left)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        made.id(),
                        made.roomId().value(),
                        codeDigest,
                        made.standing().wireName(),
                        made.createdBy().value(),
                        made.createdAt().atOffset(ZoneOffset.UTC),
                        made.expiresAt().atOffset(ZoneOffset.UTC),
                        made.usesLeft())
                .update();
    }

    int count(RoomId room) {
        return jdbc.sql("SELECT count(*) FROM room_invitation WHERE room_id = ? AND" + OPEN)
                .params(room.value(), now())
                .query(Integer.class)
                .single();
    }

    /** The newest first. */
    List<Invitation> of(RoomId room) {
        return jdbc.sql(
                        "SELECT "
                                + COLUMNS
                                + " FROM room_invitation WHERE room_id = ? AND"
                                + OPEN
                                + "ORDER BY id DESC")
                .params(room.value(), now())
                .query(Invitations::read)
                .list();
    }

    Optional<Invitation> find(byte[] codeDigest) {
        return jdbc.sql(
                        "SELECT "
                                + COLUMNS
                                + " FROM room_invitation WHERE code_digest = ? AND"
                                + OPEN)
                .params(codeDigest, now())
                .query(Invitations::read)
                .optional();
    }

    /**
     * Takes one use, even where several try at once.
     *
     * @return false where none is left
     */
    boolean use(UUID id) {
        return jdbc.sql(
                                "UPDATE room_invitation SET uses_left = uses_left - 1 WHERE id = ?"
                                        + " AND"
                                        + OPEN)
                        .params(id, now())
                        .update()
                == 1;
    }

    /** Forgets this one, and those of the room that are over. */
    void delete(RoomId room, UUID id) {
        jdbc.sql(
                        """
                        DELETE FROM room_invitation
                        WHERE room_id = ? AND (id = ? OR uses_left = 0 OR expires_at <= ?)
                        """)
                .params(room.value(), id, now())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Invitation read(ResultSet row, int number) throws SQLException {
        return new Invitation(
                row.getObject("id", UUID.class),
                new RoomId(row.getObject("room_id", UUID.class)),
                Standing.fromWire(row.getString("standing")),
                new UserId(row.getObject("created_by", UUID.class)),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getInt("uses_left"));
    }
}
