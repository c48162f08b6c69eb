package io.parley.stack.infrastructure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Redis 7.0 with an append-only file, on the loopback interface. */
public final class RedisServer implements Server {

    private static final int PROBE_MILLIS = 500;

    private final Path directory;
    private final Path log;
    private final int port = FreePort.next();

    /** A server over the directory's data. */
    public RedisServer(Path directory, Path log) {
        this.directory = directory;
        this.log = log;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** The program, for servers that are set up in another way than this one. */
    public static Path program() {
        return ProgramCache.executable("redis-server", resource());
    }

    @Override
    public ChildProcess launch() {
        var program = program();
        var command =
                List.of(
                        program.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        directory.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "yes",
                        // its command line must go on to say which folder it uses
                        "--set-proc-title",
                        "no");
        return ChildProcess.start(ChildProcess.Spec.of("Redis", command, directory, log));
    }

    private static String resource() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "/redis-server-7.0.15-linux-amd64";
            case "aarch64" -> "/redis-server-7.0.15-linux-arm64";
            default ->
                    throw new StackException(
                            "No Redis program for this processor: use x86-64 or arm64.");
        };
    }

    /** True when it answers a PING. */
    @Override
    public boolean isReady(ChildProcess process) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream().readNBytes(5);
            return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Duration startLimit() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration stopLimit() {
        return Duration.ofSeconds(10);
    }
}
