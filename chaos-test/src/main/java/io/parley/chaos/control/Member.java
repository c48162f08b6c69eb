package io.parley.chaos.control;

import io.parley.stack.JavaService;
import io.parley.stack.infrastructure.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A process of the suite and what can be done to it. Only processes that we started are touched.
 */
public final class Member {

    private static final Duration LOOK = Duration.ofMillis(300);

    private final Running<?> running;

    Member(Running<?> running) {
        this.running = running;
    }

    public String name() {
        return running.server().name();
    }

    public int port() {
        return running.server().port();
    }

    /** Its metrics as Prometheus reads them; empty where it does not answer. */
    public String metrics() {
        return running.server() instanceof JavaService service
                ? Metrics.of(service.managementPort())
                : "";
    }

    public boolean isReady() {
        return running.isReady();
    }

    /** Ends it as a crash would, with all that it has started. */
    public void kill() {
        var all = family();
        running.process().kill();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    /** Asks it to stop, and waits until it has. */
    public void terminate() {
        running.close();
    }

    /** Changes settings of a service, from its next start on. */
    public void set(Map<String, String> settings) {
        if (running.server() instanceof JavaService service) {
            settings.forEach(service::set);
        }
    }

    /** Starts it again over the same data; it need not be ready yet. */
    public void relaunch() {
        if (!running.process().isAlive()) {
            running.relaunch();
        }
    }

    /**
     * Waits until it serves. If it gives up starting because another one is away, it is started
     * again, as wherever something looks after it.
     *
     * @throws ChaosException if it does not within the time
     */
    public void awaitReady(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > end) {
                throw new ChaosException(
                        "%s did not serve within %d s".formatted(name(), atMost.toSeconds()));
            }
            relaunch();
            pauseBriefly();
        }
    }

    private static void pauseBriefly() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("Interrupted.", e);
        }
    }

    /** Stops the clock for it: it keeps all its connections and answers nobody. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        var command = new ArrayList<>(List.of("kill", "-" + signal));
        family().forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot signal " + name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** PostgreSQL has a process for each connection. */
    private List<ProcessHandle> family() {
        var handle = running.process().handle();
        return Stream.concat(Stream.of(handle), handle.descendants()).toList();
    }
}
