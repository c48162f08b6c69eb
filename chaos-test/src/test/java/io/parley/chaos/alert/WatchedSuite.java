package io.parley.chaos.alert;

import static org.awaitility.Awaitility.await;

import io.parley.chaos.client.Account;
import io.parley.chaos.client.Rest;
import io.parley.chaos.control.ChaosSuite;
import io.parley.model.RoomId;
import io.parley.model.log.ChatLog;
import io.parley.stack.infrastructure.Directories;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** A suite with a few people who talk, and a Prometheus that looks at it. */
final class WatchedSuite implements AutoCloseable {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int READERS = 3;

    /** Limits low enough to be met on a small machine, and checks often enough. */
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "PARLEY_CONNECTS_PER_SECOND", "5",
                    "PARLEY_SESSIONS_PER_USER", "10000",
                    "PARLEY_HEART_BEAT", "2s",
                    "PARLEY_SILENT_FOR", "4s",
                    "PARLEY_LIVE_EVENTS_WAITING", "64",
                    "PARLEY_COUNTERS_CHECK_ONE_IN", "1");

    private final Path folder;
    private final ChaosSuite suite;
    private final Prometheus prometheus;
    private final Alarms alarms;
    private final Rest rest;
    private final Account person;
    private final String room;
    private final List<Regular> regulars = new ArrayList<>();

    WatchedSuite(Path prometheusProgram) throws IOException {
        folder = Files.createTempDirectory("parley-alerts-");
        suite =
                ChaosSuite.start(
                        REPOSITORY,
                        folder.resolve("data"),
                        new ChaosSuite.Shape(2, 0, 1, SETTINGS),
                        System.out::println);
        rest =
                new Rest(
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                        suite.rest());
        person = new Account(rest, "somebody", "pw-" + UUID.randomUUID()).registered();
        // Only who has signed in has an id
        var _ = person.accessToken().orElseThrow();
        room = newRoom();
        prometheus =
                new Prometheus(
                        prometheusProgram,
                        folder,
                        FastTime.rules(file("observability/alerts.yml")),
                        targets());
        await("Prometheus").atMost(PATIENCE).until(prometheus::isReady);
        alarms = new Alarms(prometheus, PATIENCE);
        for (int i = 0; i <= READERS; i++) {
            start(new Regular(rest.http(), suite.sockets().getFirst(), person, room, i == 0));
        }
    }

    private void start(Regular regular) {
        regulars.add(regular);
        var _ = Thread.ofVirtual().name("regular").start(regular);
    }

    static String file(String path) throws IOException {
        return Files.readString(REPOSITORY.resolve(path));
    }

    private Map<String, List<Integer>> targets() {
        var targets = new TreeMap<String, List<Integer>>();
        suite.managementPorts()
                .forEach(
                        (name, port) ->
                                targets.computeIfAbsent(job(name), _ -> new ArrayList<>())
                                        .add(port));
        return targets;
    }

    private static String job(String member) {
        if (member.startsWith("chat-")) {
            return "chat-service";
        }
        return member.equals(ChaosSuite.GATEWAY) ? "gateway-service" : member;
    }

    /** A room of the admin and the one who talks here. */
    String newRoom() {
        var admin = new Account(rest, suite.adminName(), suite.adminPassword());
        var wanted = Map.of("kind", "group", "name", "Room", "members", List.of(person.id()));
        return rest.post("/api/v1/rooms", wanted, admin.accessToken().orElseThrow())
                .expectSuccess("A room")
                .get("id")
                .asString();
    }

    /** A room in another partition than the one where people talk. */
    String roomElsewhere() {
        var here = partition(room);
        return Stream.generate(this::newRoom)
                .filter(other -> partition(other) != here)
                .findFirst()
                .orElseThrow();
    }

    /** Two rooms in the same partition. */
    List<String> neighbours() {
        var found = new HashMap<Integer, String>();
        while (true) {
            var next = newRoom();
            var other = found.put(partition(next), next);
            if (other != null) {
                return List.of(next, other);
            }
        }
    }

    private static int partition(String room) {
        return ChatLog.partitionOf(RoomId.of(room));
    }

    ChaosSuite suite() {
        return suite;
    }

    Prometheus prometheus() {
        return prometheus;
    }

    Alarms alarms() {
        return alarms;
    }

    Rest rest() {
        return rest;
    }

    Account person() {
        return person;
    }

    /** Where people talk all the time. */
    String room() {
        return room;
    }

    @Override
    public void close() throws IOException {
        regulars.forEach(Regular::end);
        alarms.close();
        prometheus.close();
        suite.close();
        rest.http().shutdownNow();
        keepLogs();
        Directories.delete(folder);
    }

    private void keepLogs() throws IOException {
        var kept = Path.of("target/alert-logs");
        Directories.delete(kept);
        Files.createDirectories(kept);
        try (var logs = Files.list(folder.resolve("data/logs"))) {
            for (var log : logs.toList()) {
                Files.copy(log, kept.resolve(log.getFileName()));
            }
        }
        Files.copy(folder.resolve("prometheus.log"), kept.resolve("prometheus.log"));
    }
}
