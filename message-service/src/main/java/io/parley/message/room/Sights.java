package io.parley.message.room;

import io.parley.model.Role;
import io.parley.model.RoomHistory;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings;
import io.parley.model.UserId;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.policy.MessagingPolicy;
import io.parley.model.room.Person;
import io.parley.model.room.RoomAudience;
import io.parley.model.room.RoomSnapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what rooms are to one person, without reading all their members. */
@Component
class Sights {

    private final JdbcClient jdbc;
    private final Clock clock;

    Sights(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether the person, with the role that their token has, may do this to the room. */
    Decision decide(UserId person, Role role, Action action, Room room) {
        var sight = of(room, person);
        var now = Sight.ofRights(sight.own().withRole(person, role), sight.hasLeft());
        var standing = now.standingOf(person, clock.instant());
        return MessagingPolicy.decide(role, action, room.kind(), standing, room.settings());
    }

    Sight of(Room room, UserId person) {
        return Objects.requireNonNull(of(List.of(room.id()), person).get(room.id()));
    }

    Map<RoomId, Sight> of(Collection<RoomId> rooms, UserId person) {
        var sights = new HashMap<RoomId, Sight>();
        jdbc.sql(
                        """
                        SELECT room.id, room.version, room.kind, room.name, room.audience,
                            room.history, mine.first_seq, mine.standing, room_mute.until,
                            EXISTS (SELECT FROM room_ban
                                WHERE room_id = room.id AND user_id = :person) AS banned,
                            EXISTS (SELECT FROM room_left
                                WHERE room_id = room.id AND user_id = :person) AS has_left,
                            CASE room.kind
                                WHEN 'direct' THEN ARRAY(
                                    SELECT user_id FROM room_member JOIN person ON id = user_id
                                    WHERE room_id = room.id AND role = 'ADMIN')
                                WHEN 'support' THEN ARRAY(
                                    SELECT user_id FROM support_agent
                                    WHERE queue_id = room.queue_id AND user_id = :person
                                        AND user_id <> room.customer_id)
                            END AS admins,
                            room.queue_id, support_queue.name AS queue_name,
                            agent.id AS agent_id, agent.username AS agent_username,
                            agent.name AS agent_name, agent.role AS agent_role,
                            customer.id AS customer_id, customer.username AS customer_username,
                            customer.name AS customer_name, customer.role AS customer_role
                        FROM room
                            LEFT JOIN room_member AS mine
                                ON mine.room_id = room.id AND mine.user_id = :person
                            LEFT JOIN room_mute ON room_mute.room_id = room.id
                                AND room_mute.user_id = :person AND until > :now
                            LEFT JOIN support_queue ON support_queue.id = room.queue_id
                            LEFT JOIN person AS agent ON agent.id = room.claimed_by
                            LEFT JOIN person AS customer ON customer.id = room.customer_id
                        WHERE room.id = ANY(:rooms)
                        """)
                .param("person", person.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("rooms", rooms.stream().map(RoomId::value).toArray(UUID[]::new))
                .query(
                        row -> {
                            var sight = sight(row, person);
                            sights.put(sight.own().roomId(), sight);
                        });
        return sights;
    }

    private static Sight sight(ResultSet row, UserId person) throws SQLException {
        var standing = row.getString("standing");
        var until = row.getObject("until", OffsetDateTime.class);
        var mutedUntil = until == null ? null : until.toInstant();
        var own =
                new RoomSnapshot(
                        new RoomId(row.getObject("id", UUID.class)),
                        row.getLong("version"),
                        RoomKind.fromWire(row.getString("kind")),
                        row.getString("name"),
                        onlyIf(standing != null, person),
                        RoomAudience.fromWire(row.getString("audience")),
                        onlyIf("spectator".equals(standing), person),
                        mutedUntil == null ? Map.of() : Map.of(person, mutedUntil),
                        onlyIf(row.getBoolean("banned"), person),
                        admins(row),
                        RoomHistory.fromWire(row.getString("history")),
                        standing == null ? Map.of() : Map.of(person, row.getLong("first_seq")),
                        RoomSettings.USUAL);
        return new Sight(
                own,
                row.getBoolean("has_left"),
                mutedUntil,
                queue(row),
                named(row, "customer"),
                named(row, "agent"));
    }

    private static Set<UserId> onlyIf(boolean isSo, UserId person) {
        return isSo ? Set.of(person) : Set.of();
    }

    private static Set<UserId> admins(ResultSet row) throws SQLException {
        var array = row.getArray("admins");
        return array == null
                ? Set.of()
                : Arrays.stream((UUID[]) array.getArray())
                        .map(UserId::new)
                        .collect(Collectors.toSet());
    }

    private static Sight.@Nullable QueueRef queue(ResultSet row) throws SQLException {
        var id = row.getObject("queue_id", UUID.class);
        return id == null ? null : new Sight.QueueRef(new QueueId(id), row.getString("queue_name"));
    }

    private static @Nullable Person named(ResultSet row, String who) throws SQLException {
        var id = row.getObject(who + "_id", UUID.class);
        return id == null
                ? null
                : new Person(
                        new UserId(id),
                        row.getString(who + "_username"),
                        row.getString(who + "_name"),
                        Role.valueOf(row.getString(who + "_role")));
    }
}
