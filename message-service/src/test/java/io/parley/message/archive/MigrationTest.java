package io.parley.message.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.test.Infrastructure;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What earlier releases have stored is there after the migration. */
@Tag("servers")
class MigrationTest {

    private static final String EVENT =
            """
            INSERT INTO room_event (room_id, seq, partition, log_offset, at, type, message_id,
                actor_id, actor_name, actor_role, data)
            VALUES (?, ?, 0, ?, ?::timestamptz, ?, ?, ?, 'Ben', 'USER', '{"text":"x"}')
            """;

    @Test
    void aRoomIsAsActiveAsItsNewestMessage() {
        var database = Infrastructure.shared().newDatabase("migration");
        var source =
                new DriverManagerDataSource(database.url(), database.user(), database.password());
        Flyway.configure().dataSource(source).target("6").load().migrate();
        var jdbc = JdbcClient.create(source);
        var talked = UUID.randomUUID();
        var silent = UUID.randomUUID();
        event(jdbc, talked, 1, 0, "message.created");
        event(jdbc, talked, 2, 1, "message.created");
        event(jdbc, talked, 3, 2, "member.joined");
        event(jdbc, silent, 1, 3, "member.joined");

        Flyway.configure().dataSource(source).load().migrate();

        assertThat(active(jdbc, talked)).isEqualTo("2 2026-01-01 00:00:02");
        assertThat(active(jdbc, silent)).isEqualTo("0 never");
    }

    private static void event(JdbcClient jdbc, UUID room, int seq, int offset, String type) {
        jdbc.sql(EVENT)
                .params(
                        room,
                        seq,
                        offset,
                        "2026-01-01T00:00:0" + seq + "Z",
                        type,
                        UUID.randomUUID(),
                        UUID.randomUUID())
                .update();
        jdbc.sql(
                        "INSERT INTO room_head VALUES (?, 0, ?, '2026-01-01') ON CONFLICT (room_id)"
                                + " DO UPDATE SET seq = excluded.seq")
                .params(room, seq)
                .update();
    }

    private static String active(JdbcClient jdbc, UUID room) {
        return jdbc.sql(
                        "SELECT active_seq || ' ' || coalesce((active_at AT TIME ZONE 'UTC')::text,"
                                + " 'never') FROM room_head WHERE room_id = ?")
                .param(room)
                .query(String.class)
                .single();
    }
}
