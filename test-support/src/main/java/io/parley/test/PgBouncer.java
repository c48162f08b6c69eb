package io.parley.test;

import io.parley.stack.infrastructure.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real PgBouncer before a database, in transaction mode: each transaction gets whichever of its
 * few connections is free.
 */
public final class PgBouncer implements AutoCloseable {

    /** So few that clients have to share them. */
    private static final int CONNECTIONS = 4;

    private static final String PROGRAM = "pgbouncer";

    private final DebianServer server;
    private final Database database;

    private PgBouncer(DebianServer server, Database database) {
        this.server = server;
        this.database = database;
    }

    /** Whether the machine has its program. */
    public static boolean isThere() {
        return DebianServer.program(PROGRAM).isPresent();
    }

    public static PgBouncer before(Database target, Path folder) throws IOException {
        var port = FreePort.next();
        var uri = URI.create(target.url().substring("jdbc:".length()));
        var name = uri.getPath().substring(1);
        var configuration = folder.resolve("pgbouncer.ini");
        Files.writeString(configuration, configuration(target, uri, name, port));
        var server =
                DebianServer.start(
                        PROGRAM,
                        folder.resolve("pgbouncer.log"),
                        port,
                        "-q",
                        configuration.toString());
        var url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name);
        return new PgBouncer(server, new Database(url, target.user(), target.password()));
    }

    /** The database, as it is reached through it. */
    public Database database() {
        return database;
    }

    @Override
    public void close() {
        server.close();
    }

    private static String configuration(Database target, URI uri, String name, int port) {
        return """
                [databases]
                %s = host=%s port=%d user=%s password=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = %d
                max_client_conn = 200
                """
                        .formatted(
                                name,
                                uri.getHost(),
                                uri.getPort(),
                                target.user(),
                                target.password(),
                                port,
                                CONNECTIONS)
                // It does not run as root
                + ("root".equals(System.getProperty("user.name")) ? "user = nobody\n" : "");
    }
}
