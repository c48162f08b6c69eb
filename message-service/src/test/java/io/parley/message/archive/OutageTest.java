package io.parley.message.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.message.LogWriter;
import io.parley.model.RoomId;
import io.parley.model.event.RoomEvent;
import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.PostgresServer;
import io.parley.stack.infrastructure.Running;
import io.parley.stack.infrastructure.ServiceSchema;
import io.parley.test.Database;
import io.parley.test.Infrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away and comes back; it is one that nobody else needs. */
@Tag("servers")
class OutageTest {

    private static final String PASSWORD = "test-password";

    @TempDir private Path directory;

    @Test
    void nothingIsLostOrStoredTwiceWhilePostgresIsAway() throws Exception {
        var server =
                new PostgresServer(
                        directory.resolve("postgres"),
                        directory.resolve("postgres.log"),
                        PASSWORD,
                        Durability.NONE);
        var kafka = Infrastructure.shared().kafkaBootstrapServers();
        try (var postgres = Running.start(server);
                var archive = new ArchiveHarness(database(server), kafka);
                var log = new LogWriter(kafka);
                var _ = archive.start()) {
            var room = new RoomId(UUID.randomUUID());
            send(log, room, 1, 50);
            archive.awaitStored(room);

            postgres.process().stop(server.stopLimit());
            send(log, room, 51, 150);
            await().atMost(Duration.ofSeconds(30)).until(() -> retries(archive) > 0);
            postgres.relaunch();
            postgres.awaitReady();
            send(log, room, 151, 200);
            archive.awaitStored(room);

            assertThat(archive.stored(room))
                    .extracting(RoomEvent::seq)
                    .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
            assertThat(archive.stored(room))
                    .extracting(RoomEvent::clientMsgId)
                    .isEqualTo(IntStream.rangeClosed(1, 200).mapToObj(n -> "m" + n).toList());
            assertThat(archive.stopped()).isZero();
        }
    }

    private static Database database(PostgresServer server) throws Exception {
        var schema = new ServiceSchema("outage", "outage_owner", PASSWORD);
        schema.create(server::connect);
        return new Database(server.jdbcUrl("outage"), schema.name(), PASSWORD);
    }

    private static double retries(ArchiveHarness archive) {
        return archive.meters.get("parley.archive.retries").counter().count();
    }

    private static void send(LogWriter log, RoomId room, int first, int last) {
        for (var n = first; n <= last; n++) {
            log.append(LogWriter.message(room, "m" + n));
        }
    }
}
