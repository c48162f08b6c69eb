package io.parley.message.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.test.Infrastructure;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
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

    @Test
    void whoWasMentionedIsFoundFromThenOn() {
        var database = Infrastructure.shared().newDatabase("mentions");
        var source =
                new DriverManagerDataSource(database.url(), database.user(), database.password());
        Flyway.configure().dataSource(source).target("9").load().migrate();
        var jdbc = JdbcClient.create(source);
        var room = UUID.randomUUID();
        var ben = UUID.randomUUID();
        var uma = UUID.randomUUID();
        var toUma = "{\"kind\":\"user\",\"userId\":\"" + uma + "\",\"at\":0,\"length\":1}";
        var toBen = toUma.replace(uma.toString(), ben.toString());
        var toAll = "{\"kind\":\"room\",\"at\":2,\"length\":1}";
        words(jdbc, room, 1, ben, null, toUma + "," + toAll);
        words(jdbc, room, 2, ben, null, toBen);
        words(jdbc, room, 3, uma, null, toBen);
        words(jdbc, room, 4, ben, 2L, toUma);
        words(jdbc, room, 5, uma, 2L, toAll);
        jdbc.sql("UPDATE room_event SET deleted_by = 9 WHERE seq = 3").update();

        Flyway.configure().dataSource(source).load().migrate();

        assertThat(
                        jdbc.sql("SELECT seq || ' ' || user_id FROM mention ORDER BY seq")
                                .query(String.class)
                                .list())
                .containsExactly("1 " + uma, "2 " + uma);
        assertThat(
                        jdbc.sql("SELECT seq || ' ' || kind || ' ' || author_id FROM room_mention")
                                .query(String.class)
                                .list())
                .containsExactly("1 room " + ben);
    }

    @Test
    void nothingThatWasThereBeforeIsUnread() {
        var database = Infrastructure.shared().newDatabase("marks");
        var source =
                new DriverManagerDataSource(database.url(), database.user(), database.password());
        Flyway.configure().dataSource(source).target("11").load().migrate();
        var jdbc = JdbcClient.create(source);
        var talked = UUID.randomUUID();
        var silent = UUID.randomUUID();
        var ben = UUID.randomUUID();
        jdbc.sql("INSERT INTO person (id, username, name, role) VALUES (?, 'ben', 'Ben', 'USER')")
                .param(ben)
                .update();
        for (var room : List.of(talked, silent)) {
            jdbc.sql(
                            "INSERT INTO room (id, kind, name, version, created_by, created_at)"
                                    + " VALUES (?, 'group', 'x', 1, ?, now())")
                    .params(room, ben)
                    .update();
            jdbc.sql("INSERT INTO room_member (room_id, user_id, joined_at) VALUES (?, ?, now())")
                    .params(room, ben)
                    .update();
        }
        event(jdbc, talked, 1, 0, "message.created");
        event(jdbc, talked, 2, 1, "message.created");
        jdbc.sql("INSERT INTO room_thread VALUES (?, 1, 2)").param(talked).update();
        jdbc.sql("INSERT INTO thread_follow VALUES (?, ?, 1), (?, ?, 1)")
                .params(ben, talked, ben, silent)
                .update();

        Flyway.configure().dataSource(source).load().migrate();

        assertThat(
                        jdbc.sql("SELECT room_id || ' ' || seq || ' ' || user_id FROM read_mark")
                                .query(String.class)
                                .list())
                .containsExactly(talked + " 2 " + ben);
        assertThat(
                        jdbc.sql("SELECT room_id || ' ' || read_seq FROM thread_follow")
                                .query(String.class)
                                .list())
                .containsExactlyInAnyOrder(talked + " 2", silent + " 0");
    }

    private static void words(
            JdbcClient jdbc,
            UUID room,
            int seq,
            UUID author,
            @Nullable Long target,
            String mentions) {
        event(jdbc, room, seq, seq, target == null ? "message.created" : "message.edited");
        jdbc.sql(
                        "UPDATE room_event SET actor_id = ?, target_seq = ?, data = ?::json"
                                + " WHERE seq = ?")
                .param(author)
                .param(target)
                .param("{\"text\":\"x y z\",\"mentions\":[" + mentions + "]}")
                .param(seq)
                .update();
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
