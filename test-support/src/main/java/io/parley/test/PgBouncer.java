package io.parley.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.stack.infrastructure.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real PgBouncer before a database, in transaction mode: each transaction gets whichever of its
 * few connections is free.
 */
public final class PgBouncer implements AutoCloseable {

    /** So few that clients have to share them. */
    private static final int CONNECTIONS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final Database database;

    private PgBouncer(Process process, Database database) {
        this.process = process;
        this.database = database;
    }

    /** Debian's package has it in {@code /usr/sbin}; {@code ./parley test} unpacks it elsewhere. */
    public static Optional<Path> program() {
        var path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public static PgBouncer before(Database target, Path folder) throws IOException {
        var program = program().orElseThrow();
        var port = FreePort.next();
        var uri = URI.create(target.url().substring("jdbc:".length()));
        var name = uri.getPath().substring(1);
        var configuration = folder.resolve("pgbouncer.ini");
        Files.writeString(configuration, configuration(target, uri, name, port));
        var builder =
                new ProcessBuilder(program.toString(), "-q", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("pgbouncer.log").toFile());
        builder.environment().put("LD_LIBRARY_PATH", libraries(program));
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitReady(process, port, folder);
        var url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name);
        return new PgBouncer(process, new Database(url, target.user(), target.password()));
    }

    /** The database, as it is reached through it. */
    public Database database() {
        return database;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    /** Of a package that was unpacked rather than installed. */
    private static String libraries(Path program) {
        var lib = program.resolveSibling("../lib").normalize();
        if (lib.startsWith("/usr") || !Files.isDirectory(lib)) {
            return "";
        }
        try (var folders = Files.list(lib)) {
            return String.join(":", folders.map(Path::toString).toList());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitReady(Process process, int port, Path folder) throws IOException {
        var giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > giveUpAt) {
                    var log = Files.readString(folder.resolve("pgbouncer.log"), UTF_8);
                    throw new IOException("PgBouncer did not start: " + log, notYet);
                }
            }
            Thread.onSpinWait();
        }
    }
}
