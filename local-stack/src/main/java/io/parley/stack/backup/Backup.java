package io.parley.stack.backup;

import io.parley.model.wire.Json;
import io.parley.stack.infrastructure.KafkaAccess;
import io.parley.stack.infrastructure.PostgresServer;
import io.parley.stack.infrastructure.Running;
import io.parley.stack.infrastructure.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A backup of an installation is one file: PostgreSQL as of one moment at which it held all that
 * the log had, and what the installation made up for itself. Kafka and Redis are not in it: a
 * restored installation begins a new log, which goes on where the database ends.
 */
public final class Backup {

    /** Beside the database: passwords and names that its rows rely on. */
    private static final List<String> FILES =
            List.of("secrets.json", "first-admin.json", "demo.json");

    private static final String DATABASE = "parley";

    private Backup() {}

    /**
     * What runs.
     *
     * @param data its folder
     * @param password of PostgreSQL's superuser
     */
    public record Source(Path data, int postgresPort, String password, KafkaAccess kafka) {

        /** Never prints the password. */
        @Override
        public String toString() {
            return "Source[" + data + "]";
        }
    }

    /**
     * Makes one, while everything runs.
     *
     * @throws StackException with one sentence that says what to do; then there is no file
     */
    public static void make(Source source, Path file) {
        try (var writer = BackupWriter.to(file);
                var postgres = connect(source, "postgres");
                var database = connect(source, DATABASE)) {
            StoredLog.await(source.kafka(), database);
            for (var name : FILES) {
                writer.add(name, source.data().resolve(name));
            }
            writer.addDirectory("postgresql");
            new PostgresCopy(postgres, source.data().resolve("postgresql/data"), writer).make();
            writer.finish(
                    Json.MAPPER.writeValueAsBytes(
                            Map.of("format", 1, "madeAt", Instant.now().toString())));
        } catch (IOException e) {
            throw new StackException(
                    "Cannot write %s (is the disk full?): %s".formatted(file, e.getMessage()), e);
        } catch (SQLException e) {
            throw new StackException("PostgreSQL refused the backup: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Stopped before the backup was made.", e);
        }
    }

    private static Connection connect(Source source, String database) throws SQLException {
        return DriverManager.getConnection(
                PostgresServer.jdbcUrl(database, source.postgresPort()),
                PostgresServer.SUPERUSER,
                source.password());
    }

    /**
     * Unpacks one into an empty folder.
     *
     * @throws StackException where it is no backup, or not whole
     */
    public static void unpack(Path file, Path directory) {
        if (!Files.isReadable(file)) {
            throw new StackException("There is no file %s that may be read.".formatted(file));
        }
        try {
            BackupReader.unpack(file, directory);
            Files.delete(directory.resolve(BackupWriter.END));
        } catch (IOException e) {
            throw new StackException("Cannot restore %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Lets PostgreSQL recover, which shows that the copy is good, and marks that the log which it
     * will meet is a new one.
     */
    public static void expectNewLog(PostgresServer server) {
        try (var running = Running.start(server);
                var database = running.server().connect(DATABASE);
                var statement = database.createStatement()) {
            statement.executeUpdate("UPDATE message_service.chat_log SET may_change = true");
        } catch (SQLException e) {
            throw new StackException("The restored database does not work: " + e.getMessage(), e);
        }
    }
}
