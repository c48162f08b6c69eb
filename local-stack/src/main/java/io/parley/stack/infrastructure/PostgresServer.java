package io.parley.stack.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL 18 on the loopback interface; the superuser is {@code postgres}, by password. */
public final class PostgresServer implements Server {

    /** The role that may do everything. */
    public static final String SUPERUSER = "postgres";

    private final Path directory;
    private final Path data;
    private final Path log;
    private final String password;
    private final Durability durability;
    private final Map<String, String> settings;
    private final int port = FreePort.next();

    /**
     * A server over the directory's data.
     *
     * @param password of the superuser, as it was when the data were made
     */
    public PostgresServer(Path directory, Path log, String password, Durability durability) {
        this(directory, log, password, durability, Map.of());
    }

    /** As above, with settings of the server itself. */
    public PostgresServer(
            Path directory,
            Path log,
            String password,
            Durability durability,
            Map<String, String> settings) {
        this.directory = directory;
        this.data = directory.resolve("data");
        this.log = log;
        this.password = password;
        this.durability = durability;
        this.settings = Map.copyOf(settings);
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public int port() {
        return port;
    }

    /** A connection of the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, password);
    }

    public String jdbcUrl(String database) {
        return jdbcUrl(database, port);
    }

    /** The address of a database for whoever comes through another port. */
    public static String jdbcUrl(String database, int port) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** Makes the cluster first if the directory holds none. */
    @Override
    public ChildProcess launch() {
        var programs = PostgresPrograms.unpacked();
        try {
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                new PostgresCluster(programs, directory, log).make(data, password);
            }
            PostmasterFile.of(data).removeIfStale();
        } catch (IOException e) {
            throw new StackException(
                    "Cannot write to %s (is the disk full?): %s"
                            .formatted(directory, e.getMessage()),
                    e);
        }
        return ChildProcess.start(
                ChildProcess.Spec.of("PostgreSQL", command(programs), directory, log)
                        .withPrefix(programs.asOrdinaryUser())
                        .stoppedBy(ChildProcess.Signal.INT));
    }

    private List<String> command(PostgresPrograms programs) {
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
        settings.forEach((name, value) -> set(command, name, value));
        return command;
    }

    private static void set(List<String> command, String setting, String value) {
        command.add("-c");
        command.add(setting + "=" + value);
    }

    @Override
    public boolean isReady(ChildProcess process) {
        return PostmasterFile.of(data).saysReady(process.pid());
    }

    @Override
    public Duration startLimit() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Duration stopLimit() {
        return Duration.ofSeconds(30);
    }
}
