package io.parley.test.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.stack.infrastructure.ChildProcess;
import io.parley.stack.infrastructure.FreePort;
import io.parley.stack.infrastructure.RedisServer;
import io.parley.stack.infrastructure.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Redis server set up by lines of a configuration file: part of a cluster, sentinel, with TLS.
 */
public final class RedisNode implements Server {

    private static final int PATIENCE_MS = 5_000;
    private static final String PASSWORD = "requirepass ";

    private final Path directory;
    private final List<String> arguments;
    private final String password;
    private final int port = FreePort.next();

    /**
     * @param directory of its own
     * @param lines of its configuration, besides its port and folder
     * @param arguments after the file, such as {@code --sentinel}
     */
    public RedisNode(Path directory, List<String> lines, String... arguments) {
        this.directory = directory;
        this.arguments = List.of(arguments);
        this.password =
                lines.stream()
                        .filter(line -> line.startsWith(PASSWORD))
                        .map(line -> line.substring(PASSWORD.length()))
                        .findFirst()
                        .orElse("");
        var all = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "dir " + directory));
        all.addAll(lines);
        try {
            Files.createDirectories(directory);
            Files.write(file(), all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public ChildProcess launch() {
        var command = new ArrayList<>(List.of(RedisServer.program().toString(), file().toString()));
        command.addAll(arguments);
        return ChildProcess.start(
                ChildProcess.Spec.of("Redis", command, directory, directory.resolve("log")));
    }

    @Override
    public boolean isReady(ChildProcess process) {
        try {
            return call("PING").equals("PONG");
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Sends a command on a connection of its own; the answer, or its first line of a list. */
    public String call(String... command) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            if (!password.isEmpty()) {
                socket.getOutputStream().write(request("AUTH", password));
                answer(in);
            }
            socket.getOutputStream().write(request(command));
            return answer(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Duration startLimit() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Duration stopLimit() {
        return Duration.ofSeconds(10);
    }

    private Path file() {
        return directory.resolve("redis.conf");
    }

    private static byte[] request(String... command) {
        var request = new StringBuilder("*" + command.length + "\r\n");
        for (var word : command) {
            request.append('$').append(word.getBytes(UTF_8).length).append("\r\n");
            request.append(word).append("\r\n");
        }
        return request.toString().getBytes(UTF_8);
    }

    private static String answer(BufferedReader in) throws IOException {
        var line = in.readLine();
        if (line == null) {
            throw new IOException("no answer");
        }
        return switch (line.charAt(0)) {
            case '$' -> text(in, Integer.parseInt(line, 1, line.length(), 10));
            case '*' -> line.equals("*0") ? "" : answer(in);
            default -> line.substring(1);
        };
    }

    private static String text(BufferedReader in, int length) throws IOException {
        var text = new char[Math.max(0, length)];
        for (var read = 0; read < text.length; ) {
            var more = in.read(text, read, text.length - read);
            if (more < 0) {
                throw new IOException("the answer is cut off");
            }
            read += more;
        }
        return new String(text);
    }
}
