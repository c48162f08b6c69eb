package io.parley.stack.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL 18 on the loopback interface; the superuser is {@code postgres}, by password. */
public final class PostgresServer implements AutoCloseable {

    /** The role that may do everything. */
    public static final String SUPERUSER = "postgres";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final ChildProcess process;
    private final Path data;
    private final int port;
    private final String password;

    private PostgresServer(ChildProcess process, Path data, int port, String password) {
        this.process = process;
        this.data = data;
        this.port = port;
        this.password = password;
    }

    /** Whether a committed transaction must survive a crash of the machine. */
    public enum Durability {
        FULL,
        /** For tests: nothing waits for the disk. */
        NONE
    }

    /**
     * Makes the cluster if the directory holds none, starts it and waits until it serves clients.
     *
     * @param password of the superuser, as it was when the cluster was made
     */
    public static PostgresServer start(
            Path directory, Path log, String password, Durability durability) {
        var programs = PostgresPrograms.unpacked();
        var data = directory.resolve("data");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(programs, directory, data, log, password);
        }
        int port = FreePort.next();
        var spec =
                ChildProcess.Spec.of(
                                "PostgreSQL",
                                command(programs, data, port, durability),
                                directory,
                                log)
                        .withPrefix(programs.asOrdinaryUser())
                        .stoppedBy(ChildProcess.Signal.INT);
        var server = new PostgresServer(ChildProcess.start(spec), data, port, password);
        server.awaitReady();
        return server;
    }

    private void awaitReady() {
        try {
            process.await(this::isReady, START);
        } catch (StackException e) {
            process.kill();
            throw e;
        }
    }

    /** Into a directory of its own first: a cluster is there whole or not at all. */
    private static void initialise(
            PostgresPrograms programs, Path directory, Path data, Path log, String password) {
        try {
            Directories.createPrivate(directory);
            var part = directory.resolve("data.part");
            Directories.delete(part);
            Directories.delete(data);
            var passwordFile = writePassword(directory, password);
            var command =
                    List.of(
                            programs.initdb(),
                            "--pgdata=" + part,
                            "--username=" + SUPERUSER,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--no-instructions");
            var initdb =
                    ChildProcess.start(
                            ChildProcess.Spec.of("initdb", command, directory, log)
                                    .withPrefix(programs.asOrdinaryUser()));
            int code = initdb.onExit().join();
            Files.delete(passwordFile);
            if (code != 0) {
                throw new StackException(
                        "PostgreSQL could not make its data folder (is the disk full?): see "
                                + log);
            }
            Files.move(part, data);
        } catch (IOException e) {
            throw new StackException(
                    "Cannot write to %s (is the disk full?): %s"
                            .formatted(directory, e.getMessage()),
                    e);
        }
    }

    private static Path writePassword(Path directory, String password) throws IOException {
        var file = directory.resolve("initdb.password");
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, password);
    }

    private static List<String> command(
            PostgresPrograms programs, Path data, int port, Durability durability) {
        var command = new ArrayList<String>();
        command.addAll(List.of(programs.postgres(), "-D", data.toString()));
        set(command, "port", Integer.toString(port));
        set(command, "listen_addresses", "127.0.0.1");
        set(command, "unix_socket_directories", "");
        set(command, "max_connections", "100");
        set(command, "shared_buffers", "32MB");
        if (durability == Durability.NONE) {
            set(command, "fsync", "off");
            set(command, "synchronous_commit", "off");
            set(command, "full_page_writes", "off");
        }
        return command;
    }

    private static void set(List<String> command, String setting, String value) {
        command.add("-c");
        command.add(setting + "=" + value);
    }

    public int port() {
        return port;
    }

    public String password() {
        return password;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** A connection of the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, password);
    }

    public ChildProcess process() {
        return process;
    }

    /** True when it serves clients, by the word of its own status file. */
    public boolean isReady() {
        try {
            var status = Files.readAllLines(data.resolve("postmaster.pid"));
            return process.isAlive()
                    && status.size() >= 8
                    && status.getFirst().equals(Long.toString(process.pid()))
                    && status.get(7).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.stop(STOP);
    }
}
