package io.parley.chaos.alert;

import static io.parley.chaos.control.ChaosSuite.GATEWAY;
import static io.parley.chaos.control.ChaosSuite.KAFKA;
import static io.parley.chaos.control.ChaosSuite.MESSAGE;
import static io.parley.chaos.control.ChaosSuite.REDIS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RestoreArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.parley.chaos.control.RedisAdmin;
import io.parley.chaos.proxy.FaultProxy;
import io.parley.chaos.proxy.Toxics;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.log.RedisKeys;
import io.parley.model.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Causes what each rule of {@code observability/alerts.yml} is about and waits until Prometheus
 * says so; time runs {@value FastTime#FACTOR} times as fast for it. Needs the program {@code
 * prometheus}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlertsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Below what a command waits for; an event also waits for the batch before its own. */
    private static final Duration SLOW = Duration.ofMillis(1_700);

    private static final int MANY = 13_000;
    private static final int SOME = 500;
    private static final int MORE_THAN_AT_HAND = 600;

    /** Those that look back for longer than the test takes, or end with a new release only. */
    private static final Set<String> LASTING =
            Set.of(
                    "PartitionNotSequenced",
                    "PartitionNotStored",
                    "RecordsQuarantined",
                    "NoReadMoves",
                    "CountersWrong",
                    "SubscriptionsDie",
                    "ArchiveDoesNotSettle");

    private WatchedSuite watched;

    @BeforeAll
    void start() throws IOException {
        var program = Programs.find("prometheus");
        assumeThat(program).as("Prometheus is installed").isPresent();
        watched = new WatchedSuite(program.orElseThrow());
    }

    @AfterAll
    void stop() throws IOException {
        if (watched != null) {
            watched.close();
        }
    }

    @Test
    @Order(1)
    void nothingFiresWhileAllIsWell() {
        await().atMost(PATIENCE)
                .until(() -> watched.prometheus().values("sum(up)").equals(List.of(5.0)));
        await().atMost(PATIENCE)
                .until(
                        () ->
                                watched.prometheus()
                                        .values("sum(rate(parley_deliveries_total[3s])) > 1")
                                        .size(),
                        size -> size == 1);

        assertThat(watched.alarms().now()).isEmpty();
    }

    @Test
    @Order(2)
    void recordsThatNobodyKnows() {
        try (var log = new LogWriter(watched.suite().kafka())) {
            log.noMessage(watched.newRoom());
            log.newerRecord(watched.roomElsewhere());
            log.noMove(watched.person().id());
        }

        watched.alarms()
                .awaitFired(
                        "RecordsQuarantined",
                        "PartitionNotSequenced",
                        "PartitionNotStored",
                        "NoReadMoves");
    }

    @Test
    @Order(3)
    void peopleAndPeersThatMisbehave() {
        var suite = watched.suite();
        var deaf = suite.pods().getLast();
        suite.links().payloads().dropAll(channel -> channel.endsWith(":probe:" + deaf));
        var hostile = new Hostile(watched.rest(), suite.sockets().getFirst(), watched.person());
        var stranger = new Stranger(suite.kafka());
        try {
            watched.alarms()
                    .awaitFired(
                            "PeopleTurnedAway",
                            "GatewayRefuses",
                            "ClientsDoNotRead",
                            "SubscriptionsDie");
            hostile.stop();
            watched.alarms().awaitFired("ArchiveDoesNotSettle");
        } finally {
            hostile.stop();
            stranger.leave();
            suite.links().payloads().heal();
        }
    }

    @Test
    @Order(4)
    void redisIsSlowAndThenAway() {
        var links = toRedis();
        links.forEach(link -> link.toClient().poison(Toxics.delay(SLOW, Duration.ZERO)));

        watched.alarms().awaitFired("LiveEventsLate", "SequencersBehind", "LimitsNotShared");

        links.forEach(FaultProxy::heal);
        links.forEach(FaultProxy::refuse);
        watched.alarms().awaitFired("PresenceDelayed");

        links.forEach(FaultProxy::heal);
    }

    private List<FaultProxy> toRedis() {
        return watched.suite().redisClients().stream()
                .filter(client -> !client.equals(MESSAGE))
                .map(client -> watched.suite().links().get(client, REDIS))
                .toList();
    }

    private List<FaultProxy> toMessageService() {
        return watched.suite().pods().stream()
                .map(pod -> watched.suite().links().get(pod, MESSAGE))
                .toList();
    }

    /** As where its disk is full: it answers, and takes nothing. */
    @Test
    @Order(5)
    void postgresqlTakesNothingAndTheLogGrows() throws SQLException {
        message("ALTER ROLE message_service SET default_transaction_read_only = on");
        var reader = UserId.of(watched.person().id());
        var room = RoomId.of(watched.room());
        try (var log = new LogWriter(watched.suite().kafka())) {
            log.messages(watched.room(), MANY);
            log.moves(reader, room, MANY);
            watched.alarms()
                    .awaitFired(
                            () -> {
                                log.messages(watched.room(), SOME);
                                log.moves(reader, room, SOME);
                            },
                            "EventsShed",
                            "ArchiveBehind",
                            "ArchiveRetries",
                            "ReadMarksBehind");
        } finally {
            message("ALTER ROLE message_service RESET default_transaction_read_only");
        }
        // Until then the service may still find connections that were just cut, once each
        watched.alarms().awaitResolved(Set.of("ArchiveBehind", "ReadMarksBehind"));
    }

    /** What it has open counts with what it was opened with. */
    private void message(String change) throws SQLException {
        try (var database = watched.suite().database();
                var statement = database.createStatement()) {
            statement.execute(change);
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename ="
                            + " 'message_service'");
        }
    }

    /** As a failover loses it; a pod has the newest 512 events of a partition at hand. */
    @Test
    @Order(6)
    void redisForgetsWhatNobodyElseHasAtHand() {
        var rooms = watched.neighbours();
        var other = rooms.getFirst();
        var room = rooms.getLast();
        toMessageService().forEach(FaultProxy::refuse);
        try (var log = new LogWriter(watched.suite().kafka())) {
            log.messages(room, 1);
            await("its stream").atMost(PATIENCE).until(() -> length(room) > 0);
            var length = length(room);
            var copy = redis(redis -> redis.dump(stream(room)));
            log.messages(room, 2);
            watched.alarms()
                    .awaitFired(
                            () -> {
                                if (length(room) > length) {
                                    log.messages(other, MORE_THAN_AT_HAND);
                                    restore(room, copy);
                                    log.messages(room, 2);
                                }
                            },
                            "StreamsBeginAnew");
        }
        toMessageService().forEach(FaultProxy::heal);
    }

    private static String stream(String room) {
        return RedisKeys.stream(RoomId.of(room));
    }

    private long length(String room) {
        return redis(redis -> redis.xlen(stream(room)));
    }

    private void restore(String room, byte[] copy) {
        redis(redis -> redis.restore(stream(room), copy, RestoreArgs.Builder.ttl(0).replace()));
    }

    private <T> T redis(Function<RedisCommands<String, String>, T> command) {
        return RedisAdmin.call(watched.suite().redis().master().url(), command);
    }

    @Test
    @Order(7)
    void kafkaAnswersNothing() {
        var kafka = watched.suite().member(KAFKA);
        kafka.pause();
        try {
            watched.alarms()
                    .awaitFired(
                            "SendsRefused", "RightsStale", "SendsUnanswered", "ReadMovesDropped");
        } finally {
            kafka.resume();
        }
        watched.alarms().awaitResolved(Set.of("SendsRefused", "RightsStale"));
    }

    /** As where a row was restored from before: heads say what the messages do not. */
    @Test
    @Order(8)
    void headsSayWhatMessagesDoNot() throws SQLException {
        var room = watched.newRoom();
        try (var log = new LogWriter(watched.suite().kafka())) {
            log.messages(room, 1);
        }
        await("the message is counted").atMost(PATIENCE).until(() -> unread(room) == 1);
        try (var database = watched.suite().database();
                var statement = database.createStatement()) {
            statement.execute(
                    "UPDATE message_service.room_head SET active_seq = 0 WHERE room_id = '"
                            + room
                            + "'");
        }
        watched.alarms().awaitFired(() -> assertThat(unread(room)).isZero(), "CountersWrong");
    }

    private int unread(String room) {
        return watched.rest()
                .get(
                        "/api/v1/me/counters?rooms=" + room,
                        watched.person().accessToken().orElseThrow())
                .expectSuccess("Counters")
                .at("/rooms/0/unread")
                .asInt();
    }

    @Test
    @Order(9)
    void podsDieAndComeBackWithoutMessageService() {
        var suite = watched.suite();
        var pods = suite.pods().stream().map(suite::member).toList();
        pods.forEach(pod -> pod.kill());
        watched.alarms().awaitFired("NobodyCanConnect");

        toMessageService().forEach(FaultProxy::refuse);
        pods.forEach(pod -> pod.relaunch());
        watched.alarms().awaitFired("PartitionsDoNotStart");

        toMessageService().forEach(FaultProxy::heal);
        pods.forEach(pod -> pod.awaitReady(PATIENCE));
        assertThat(suite.member(GATEWAY).isReady()).isTrue();
    }

    @Test
    @Order(10)
    void whatIsOverFiresNoMore() {
        var over = watched.alarms().seen();
        over.removeAll(LASTING);

        watched.alarms().awaitResolved(over);

        assertThat(watched.alarms().now()).isSubsetOf(LASTING);
    }

    @Test
    @Order(11)
    void everyRuleHasFired() throws IOException {
        var rules =
                Pattern.compile("- alert: (\\w+)")
                        .matcher(WatchedSuite.file("observability/alerts.yml"))
                        .results()
                        .map(found -> found.group(1))
                        .toList();

        assertThat(watched.alarms().seen()).containsExactlyInAnyOrderElementsOf(rules);
    }

    @Test
    @Order(12)
    void everyPanelOfTheBoardShowsSomething() throws IOException {
        var board = Json.MAPPER.readTree(WatchedSuite.file("observability/grafana/parley.json"));
        var empty = new ArrayList<String>();
        board.path("panels")
                .forEach(
                        panel ->
                                panel.path("targets")
                                        .forEach(
                                                target -> {
                                                    var query = target.path("expr").asString("");
                                                    if (points(query) == 0) {
                                                        empty.add(query);
                                                    }
                                                }));

        assertThat(new TreeSet<>(empty)).isEmpty();
    }

    private long points(String query) {
        return watched.prometheus().points(query.replace("$__rate_interval", "4s"));
    }

    @Test
    void rulesAreAsPrometheusWantsThem() throws IOException, InterruptedException {
        var program = Programs.find("promtool");
        assumeThat(program).as("promtool is installed").isPresent();
        var check =
                new ProcessBuilder(
                                program.map(Path::toString).orElseThrow(),
                                "check",
                                "rules",
                                "../observability/alerts.yml")
                        .redirectErrorStream(true)
                        .start();

        var said = new String(check.getInputStream().readAllBytes(), UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
    }
}
