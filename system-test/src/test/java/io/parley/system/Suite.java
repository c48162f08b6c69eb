package io.parley.system;

import static org.awaitility.Awaitility.await;

import io.parley.model.wire.Json;
import io.parley.stack.LocalStack;
import io.parley.stack.StackOptions;
import io.parley.stack.infrastructure.Directories;
import io.parley.stack.trace.Collector;
import io.parley.test.StompConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The suite as {@code ./parley up} runs it, with two chat pods and data of its own. */
public final class Suite implements AutoCloseable {

    private final LocalStack stack;
    private final Collector collector;
    private final Path directory;
    private final String logs;
    private final Api api;

    private Suite(LocalStack stack, Collector collector, Path directory, String logs) {
        this.stack = stack;
        this.collector = collector;
        this.directory = directory;
        this.logs = logs;
        this.api = new Api(stack.address());
    }

    static Suite start() {
        try {
            return over(
                    Files.createTempDirectory("parley-system-test-"),
                    "suite-logs",
                    StackOptions.DEFAULT_PODS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Over data that may be there already.
     *
     * @param logs name of the folder in which logs are kept
     */
    static Suite over(Path directory, String logs, int pods) {
        var collector = startCollector();
        var options =
                StackOptions.of(Path.of(".."), directory.resolve("data"))
                        .withPort(0)
                        .withPods(pods)
                        .withEnvironment(
                                Map.of(
                                        // All who misbehave here are at the address of those who
                                        // do not
                                        "PARLEY_MISDEEDS_PER_ADDRESS",
                                        "1000000",
                                        // Nobody waits for a turn in a test
                                        "PARLEY_CHANGES_PER_SECOND",
                                        "10000",
                                        "PARLEY_CHANGE_BURST",
                                        "10000",
                                        "PARLEY_SENDS_PER_SECOND",
                                        "1000",
                                        "PARLEY_TRACING_ENDPOINT",
                                        collector.endpoint(),
                                        "PARLEY_TRACING_PERCENT",
                                        "100",
                                        "PARLEY_LOG_FORMAT",
                                        "json"));
        var stack = LocalStack.start(options, System.out::println);
        return new Suite(stack, collector, directory, logs);
    }

    private static Collector startCollector() {
        try {
            return Collector.start(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the services send what became of each message. */
    Collector collector() {
        return collector;
    }

    public LocalStack stack() {
        return stack;
    }

    public Api api() {
        return api;
    }

    /** The first admin, signed in. */
    public Account admin() {
        return signIn(stack.admin().username(), adminPassword());
    }

    String adminPassword() {
        return Objects.requireNonNull(stack.admin().password());
    }

    /** A new user, signed in. */
    public Account newUser() {
        var name = "user-" + UUID.randomUUID().toString().substring(0, 8);
        return newUser(name, "pw-" + UUID.randomUUID());
    }

    Account newUser(String name, String password) {
        api.post("/auth/register", Map.of("username", name, "password", password)).expect(201);
        return signIn(name, password);
    }

    Account signIn(String name, String password) {
        var session = logIn(Map.of("username", name, "password", password)).expect(200);
        return new Account(
                session.at("/user/id").asString(), name, session.get("accessToken").asString());
    }

    /** As a client does that is told to wait: tests may have tried wrong passwords from here. */
    private Api.Answer logIn(Map<String, String> credentials) {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> api.post("/auth/login", credentials),
                        answer -> answer.response().statusCode() != 429);
    }

    /** A room of the admin and these users. */
    public String newRoom(Account admin, Account... members) {
        var ids = Arrays.stream(members).map(Account::id).toList();
        return api.as(admin)
                .post("/api/v1/rooms", Map.of("kind", "group", "name", "Room", "members", ids))
                .expect(201)
                .get("id")
                .asString();
    }

    URI webSocket() {
        return stack.webSocketAddress();
    }

    public StompConnection connect(Account account) {
        return StompConnection.connect(webSocket(), account.accessToken());
    }

    /** Somebody signed in. */
    public record Account(String id, String username, String accessToken) {}

    @Override
    public void close() throws IOException {
        stack.close();
        collector.close();
        keepLogs();
        Directories.delete(directory);
    }

    /** What services prove with that they are services of this suite. */
    String internalSecret() {
        try {
            var secrets = Files.readString(directory.resolve("data/secrets.json"));
            return Json.MAPPER.readTree(secrets).get("internal").asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path data() {
        return directory.resolve("data");
    }

    /** Where letters arrive, once there is one. */
    Path mail() {
        return directory.resolve("data/mail").toAbsolutePath();
    }

    /** What the services have said so far. */
    public List<String> logLines() {
        try {
            var lines = new ArrayList<String>();
            for (var log : serviceLogs()) {
                lines.addAll(Files.readAllLines(log, StandardCharsets.UTF_8));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files in which it is said. */
    List<Path> serviceLogs() {
        try (var logs = Files.list(directory.resolve("data/logs"))) {
            return logs.filter(Suite::isOfService).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfService(Path log) {
        return !log.getFileName().toString().matches("(kafka|postgresql|redis).*");
    }

    /** What the processes said is often all that a failure leaves behind. */
    private void keepLogs() throws IOException {
        var kept = Path.of("target", logs);
        Directories.delete(kept);
        Files.createDirectories(kept);
        try (var logs = Files.list(directory.resolve("data/logs"))) {
            for (var log : logs.toList()) {
                Files.copy(log, kept.resolve(log.getFileName()));
            }
        }
    }
}
