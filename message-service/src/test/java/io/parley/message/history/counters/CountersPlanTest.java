package io.parley.message.history.counters;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.RunningService;
import io.parley.message.room.inside.InsideRooms.Inside;
import io.parley.message.room.inside.InsideRooms.Seat;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How PostgreSQL counts. */
@Tag("servers")
@RunningService
class CountersPlanTest {

    private final RoomId room = new RoomId(UUID.randomUUID());

    @Autowired JdbcClient jdbc;

    @Test
    void messagesAreCountedByAnIndexAloneAndNoneWhereNothingIsNew() {
        jdbc.sql(
                        """
                        INSERT INTO room_event (room_id, seq, partition, log_offset, at, type,
                            message_id, actor_id, actor_name, actor_role, data)
                        SELECT ?, n, 99, n, now(), 'message.created', gen_random_uuid(),
                            gen_random_uuid(), 'Ben', 'USER', '{"text":"x"}'
                        FROM generate_series(1, 50000) AS n
                        """)
                .param(room.value())
                .update();
        jdbc.sql(
                        """
                        INSERT INTO mention (room_id, seq, user_id, at)
                        SELECT room_id, seq, gen_random_uuid(), at FROM room_event
                        WHERE partition = 99
                        """)
                .update();
        jdbc.sql("VACUUM ANALYZE room_event").update();
        jdbc.sql("VACUUM ANALYZE mention").update();

        var plan = plan(CountRows.COUNT, 1);

        assertThat(plan)
                .contains("Index Only Scan using room_event_unread", "One-Time Filter")
                .doesNotContain("Seq Scan on room_event");
        assertThat(plan(CountMentions.FIND, 2))
                .contains("mention_of_person")
                .doesNotContain("Seq Scan on room_event", "Seq Scan on mention");
        jdbc.sql("DELETE FROM room_event WHERE partition = 99").update();
        jdbc.sql("DELETE FROM mention WHERE room_id = ?").param(room.value()).update();
    }

    private String plan(String query, int most) {
        var inside = new Inside(room, 1, Instant.EPOCH, true, false);
        var seats = List.of(new Seat(new UserId(UUID.randomUUID()), Role.USER, inside));
        var parameters = CountMentions.parameters(seats, List.of(0L));
        parameters.put("most", most);
        return String.join(
                "\n", jdbc.sql("EXPLAIN " + query).params(parameters).query(String.class).list());
    }
}
