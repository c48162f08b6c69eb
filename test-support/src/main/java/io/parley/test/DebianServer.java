package io.parley.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server out of one of Debian's packages, as a child process. {@code ./parley test} unpacks the
 * packages without installing them, so that no server is started by the system.
 */
public final class DebianServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Process process;

    private DebianServer(Process process) {
        this.process = process;
    }

    /** The program, where the machine has it: in the path, or where its package installs it. */
    public static Optional<Path> program(String name) {
        var path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param name of its program
     * @param log where it writes its output
     * @param port on which it listens in the end
     */
    public static DebianServer start(String name, Path log, int port, String... arguments)
            throws IOException {
        var program = program(name).orElseThrow();
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("LD_LIBRARY_PATH", libraries(program));
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitReady(name, process, port, log);
        return new DebianServer(process);
    }

    @Override
    public void close() {
        var children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    private static void awaitReady(String name, Process process, int port, Path log)
            throws IOException {
        var giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!isListening(port)) {
            if (hasEnded(process) || System.nanoTime() > giveUpAt) {
                throw new IOException(name + " did not start: " + Files.readString(log, UTF_8));
            }
        }
    }

    private static boolean isListening(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean hasEnded(Process process) {
        try {
            return process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
