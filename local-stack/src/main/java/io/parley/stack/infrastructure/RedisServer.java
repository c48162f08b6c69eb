package io.parley.stack.infrastructure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Redis 7.0 with an append-only file, on the loopback interface. Its settings stand in a file that
 * only its owner reads, since everybody reads command lines.
 */
public final class RedisServer implements Server {

    private static final int PROBE_MILLIS = 500;

    private final Path directory;
    private final Path log;
    private final String password;
    private final int port = FreePort.next();

    /** A server over the directory's data that lets everybody in, for tests. */
    public RedisServer(Path directory, Path log) {
        this(directory, log, "");
    }

    /**
     * A server over the directory's data.
     *
     * @param password of letters and digits, that clients and replicas have to know; empty: none
     */
    public RedisServer(Path directory, Path log, String password) {
        this.directory = directory;
        this.log = log;
        this.password = password;
    }

    /** A server of its own that can follow this one and be followed by it. */
    public RedisServer another(Path folder, Path itsLog) {
        return new RedisServer(folder, itsLog, password);
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public int port() {
        return port;
    }

    /** Its address, with the password. */
    public String url() {
        return url(port);
    }

    /** The same for whoever comes through another port. */
    public String url(int throughPort) {
        return url(throughPort, password);
    }

    /** The address of a Redis of this machine. */
    public static String url(int port, String password) {
        var login = password.isEmpty() ? "" : ":" + password + "@";
        return "redis://%s127.0.0.1:%d".formatted(login, port);
    }

    /** The program, for servers that are set up in another way than this one. */
    public static Path program() {
        return ProgramCache.executable("redis-server", resource());
    }

    @Override
    public ChildProcess launch() {
        var file = directory.resolve("redis.conf");
        try {
            Directories.createPrivate(directory);
            PrivateFile.write(file, settings());
        } catch (IOException e) {
            throw new StackException(
                    "Cannot write to %s (is the disk full?): %s"
                            .formatted(directory, e.getMessage()),
                    e);
        }
        var command = List.of(program().toString(), file.toString());
        return ChildProcess.start(ChildProcess.Spec.of("Redis", command, directory, log));
    }

    private String settings() {
        var lines =
                new ArrayList<>(
                        List.of(
                                "port " + port,
                                "bind 127.0.0.1",
                                "dir " + quoted(directory.toString()),
                                "save \"\"",
                                "appendonly yes",
                                // its command line must go on to say which folder it uses
                                "set-proc-title no"));
        if (!password.isEmpty()) {
            lines.add("requirepass " + password);
            lines.add("masterauth " + password);
        }
        return String.join("\n", lines) + "\n";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
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

    /** True when it lets us in and answers a PING. */
    @Override
    public boolean isReady(ChildProcess process) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            var login = password.isEmpty() ? "" : "AUTH " + password + "\r\n";
            var question = login + "PING\r\n";
            var wanted = (login.isEmpty() ? "" : "+OK\r\n") + "+PONG";
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream().readNBytes(wanted.length());
            return new String(answer, StandardCharsets.US_ASCII).equals(wanted);
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
