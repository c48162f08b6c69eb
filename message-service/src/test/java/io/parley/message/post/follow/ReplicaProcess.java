package io.parley.message.post.follow;

import io.parley.message.Api;
import io.parley.message.MessageApplication;
import io.parley.stack.infrastructure.ChildProcess;
import io.parley.stack.infrastructure.FreePort;
import io.parley.test.Infrastructure;
import io.parley.test.Part;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A message-service in a process of its own, which can be killed as a crash would. */
final class ReplicaProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final int port = FreePort.next();
    private final ChildProcess process;

    private ReplicaProcess(Path directory, Map<String, String> otherwise) {
        var settings = new TreeMap<>(otherwise);
        Infrastructure.shared().settings(Part.values()).forEach(settings::putIfAbsent);
        settings.put("SERVER_PORT", Integer.toString(port));
        settings.put("MANAGEMENT_SERVER_PORT", Integer.toString(FreePort.next()));
        process =
                ChildProcess.start(
                        ChildProcess.Spec.of(
                                        "message-service",
                                        command(),
                                        directory,
                                        directory.resolve("replica-" + port + ".log"))
                                .withEnvironment(settings));
    }

    /** With some settings, by the names of environment variables, other than usual. */
    static ReplicaProcess launch(Path directory, Map<String, String> otherwise) {
        return new ReplicaProcess(directory, otherwise);
    }

    ReplicaProcess awaitReady() {
        process.await(this::isUp, START_LIMIT);
        return this;
    }

    int port() {
        return port;
    }

    /** Ends it between two instructions. */
    @Override
    public void close() {
        process.kill();
    }

    private boolean isUp() {
        try {
            return Api.nobody(port).get("/posts").status() == 401;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MessageApplication.class.getName());
    }
}
