package io.parley.stack;

import io.parley.stack.backup.Backup;
import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.KafkaAccess;
import io.parley.stack.infrastructure.PostgresServer;
import io.parley.stack.infrastructure.StackException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Backups of data folders. */
public final class Backups {

    private Backups() {}

    /**
     * Of what runs over a data folder, while it runs.
     *
     * @throws StackException with one sentence that says what to do; then there is no file
     */
    public static void make(Path data, Path file) {
        var run =
                RunRecord.read(data)
                        .filter(record -> record.launcher().process().isPresent())
                        .orElseThrow(
                                () ->
                                        new StackException(
                                                "Parley does not run over %s: start it with ./parley up, since a backup waits until all messages are stored."
                                                        .formatted(data)));
        if (Files.exists(file)) {
            throw new StackException(file + " exists already: choose another name.");
        }
        var secrets =
                Secrets.read(data)
                        .orElseThrow(
                                () ->
                                        new StackException(
                                                "The secrets in %s cannot be read: run this as its owner."
                                                        .formatted(data)));
        Backup.make(
                new Backup.Source(
                        data,
                        port(run, "postgresql"),
                        secrets.postgres(),
                        KafkaAccess.local("127.0.0.1:" + port(run, "kafka"), secrets.kafka())),
                file.toAbsolutePath());
    }

    private static int port(RunRecord run, String member) {
        return run.members().stream()
                .filter(entry -> entry.name().equals(member))
                .mapToInt(RunRecord.Entry::port)
                .findFirst()
                .orElseThrow(
                        () ->
                                new StackException(
                                        "Parley is still starting: try again when it is ready."));
    }

    /**
     * Into a data folder that holds nothing yet; {@link LocalStack} then runs over it.
     *
     * @throws StackException with one sentence that says what to do; then the folder holds nothing
     */
    public static void restore(Path file, Path data) {
        try (var folder = DataFolder.open(data)) {
            folder.requireUnused();
            try {
                Backup.unpack(file, folder.directory());
                Backup.expectNewLog(
                        new PostgresServer(
                                folder.file("postgresql"),
                                folder.newLog("postgresql"),
                                Secrets.of(folder).postgres(),
                                Durability.FULL));
            } catch (RuntimeException e) {
                folder.clear();
                throw e;
            }
        }
    }
}
