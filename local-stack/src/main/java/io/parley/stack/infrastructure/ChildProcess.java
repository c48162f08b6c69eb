package io.parley.stack.infrastructure;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A server as a child process, in a session of its own so that Ctrl-C reaches only the launcher.
 *
 * <p>Where the system can do it (Linux with util-linux) the kernel ends the child when this JVM
 * dies, even by SIGKILL.
 */
public final class ChildProcess {

    private static final int LAST_LINES = 5;
    private static final Duration POLL = Duration.ofMillis(20);

    /**
     * The kernel ties a child to the thread that made it, not to the process: all children are made
     * by one thread that lives as long as the JVM.
     */
    private static final ExecutorService SPAWNER =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("spawner").factory());

    private static final boolean OWN_SESSION = succeeds("setsid", "true");
    private static final boolean DEATH_SIGNAL =
            succeeds("setpriv", "--pdeathsig", "TERM", "--", "true");

    private final String name;
    private final Process process;
    private final Path log;
    private final Signal stopSignal;

    private ChildProcess(String name, Process process, Path log, Signal stopSignal) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.stopSignal = stopSignal;
    }

    /** How a server is asked to stop. */
    public enum Signal {
        TERM,
        INT
    }

    /**
     * What to run.
     *
     * @param prefix commands that run {@code command}, such as one that changes the user
     * @param environment added to the environment of this JVM
     */
    public record Spec(
            String name,
            List<String> prefix,
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path log,
            Signal stopSignal) {

        public static Spec of(String name, List<String> command, Path directory, Path log) {
            return new Spec(name, List.of(), command, Map.of(), directory, log, Signal.TERM);
        }

        public Spec withPrefix(List<String> commands) {
            return new Spec(name, commands, command, environment, directory, log, stopSignal);
        }

        public Spec withEnvironment(Map<String, String> variables) {
            return new Spec(name, prefix, command, variables, directory, log, stopSignal);
        }

        public Spec stoppedBy(Signal signal) {
            return new Spec(name, prefix, command, environment, directory, log, signal);
        }
    }

    /**
     * Starts it; its output is appended to the log file.
     *
     * @throws StackException if the program cannot be run
     */
    public static ChildProcess start(Spec spec) {
        try {
            Files.createDirectories(spec.directory());
            Files.createDirectories(spec.log().toAbsolutePath().getParent());
            var process = SPAWNER.submit(() -> builder(spec).start()).get();
            return new ChildProcess(spec.name(), process, spec.log(), spec.stopSignal());
        } catch (IOException | ExecutionException e) {
            throw new StackException("Cannot start " + spec.name() + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while starting " + spec.name(), e);
        }
    }

    private static String reason(Exception e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    private static ProcessBuilder builder(Spec spec) {
        var line = new ArrayList<String>();
        if (OWN_SESSION) {
            line.add("setsid");
        }
        line.addAll(spec.prefix());
        // after the prefix, since a change of user makes the kernel forget the signal
        if (DEATH_SIGNAL) {
            line.addAll(List.of("setpriv", "--pdeathsig", spec.stopSignal().name(), "--"));
        }
        line.addAll(spec.command());
        var builder = new ProcessBuilder(line);
        builder.directory(spec.directory().toFile());
        // secrets of the launcher, for the one service that they are given to
        builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_ADMIN_"));
        builder.environment().putAll(spec.environment());
        builder.redirectInput(new File("/dev/null"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        return builder;
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Completes with the exit code when it ends. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /**
     * Waits until the condition holds.
     *
     * @throws StackException at once if the child dies, or when the time is over
     */
    public void await(BooleanSupplier ready, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new StackException(
                        "%s ended with code %d while starting: see %s%s"
                                .formatted(name, process.exitValue(), log, lastWords()));
            }
            if (System.nanoTime() > end) {
                throw new StackException(
                        "%s was not ready within %d s: see %s"
                                .formatted(name, atMost.toSeconds(), log));
            }
            pause();
        }
    }

    /** The end of its log, which mostly holds the reason. */
    String lastWords() {
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            var said = lines.filter(line -> !line.isBlank()).toList();
            return said.subList(Math.max(0, said.size() - LAST_LINES), said.size()).stream()
                    .map(line -> "\n  | " + line)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            return "";
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while " + name + " was starting", e);
        }
    }

    /** Asks it to stop, and ends it when it does not within the time. */
    public void stop(Duration grace) {
        if (!process.isAlive()) {
            return;
        }
        signal(stopSignal);
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once, as a crash would. */
    public void kill() {
        process.destroyForcibly();
    }

    private void signal(Signal signal) {
        if (signal == Signal.TERM
                || !succeeds("/bin/sh", "-c", "kill -" + signal + " " + process.pid())) {
            process.destroy();
        }
    }

    static boolean succeeds(String... command) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
