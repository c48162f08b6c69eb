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
public final class RedisServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int PROBE_MILLIS = 500;

    private final ChildProcess process;
    private final int port;

    private RedisServer(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it over the directory's data and waits until it answers. */
    public static RedisServer start(Path directory, Path log) {
        var program = ProgramCache.executable("redis-server", resource());
        int port = FreePort.next();
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
                        "yes");
        var process = ChildProcess.start(ChildProcess.Spec.of("Redis", command, directory, log));
        var server = new RedisServer(process, port);
        try {
            process.await(server::isReady, START);
        } catch (StackException e) {
            process.kill();
            throw e;
        }
        return server;
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

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public ChildProcess process() {
        return process;
    }

    /** True when it answers a PING. */
    public boolean isReady() {
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
    public void close() {
        process.stop(STOP);
    }
}
