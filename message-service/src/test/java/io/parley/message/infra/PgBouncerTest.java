package io.parley.message.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.message.Api;
import io.parley.message.LogWriter;
import io.parley.message.MessageApplication;
import io.parley.model.RoomId;
import io.parley.model.room.Person;
import io.parley.stack.infrastructure.Durability;
import io.parley.stack.infrastructure.KafkaServer;
import io.parley.stack.infrastructure.Running;
import io.parley.test.Database;
import io.parley.test.Infrastructure;
import io.parley.test.Part;
import io.parley.test.PgBouncer;
import io.parley.test.UserServiceStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole service, with PgBouncer in transaction mode before PostgreSQL. */
@EnabledIf("hasPgBouncer")
class PgBouncerTest {

    private static final int ROUNDS = 60;

    /** Its own: members of one group would share the partitions of the log with other tests. */
    private static Running<KafkaServer> kafka;

    private static PgBouncer pool;
    private static ConfigurableApplicationContext service;
    private static int port;

    private final Person ada = UserServiceStandIn.shared().admin("Ada");
    private final Person uma = UserServiceStandIn.shared().user("Uma");

    static boolean hasPgBouncer() {
        return PgBouncer.isThere();
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        kafka =
                Running.start(
                        new KafkaServer(
                                folder.resolve("kafka"),
                                folder.resolve("kafka.log"),
                                Durability.NONE));
        pool = PgBouncer.before(Infrastructure.shared().newDatabase("message_pooled"), folder);
        service = run(pool.database());
        port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterAll
    static void stop() {
        service.close();
        pool.close();
        kafka.close();
    }

    @Test
    void everythingWorksThroughItHoweverManyUseItAtOnce() throws Exception {
        var admin = Api.as(ada, port);
        atOnce(
                n -> {
                    var room = room("Room " + n);
                    admin.patch("/rooms/" + room, Map.of("name", "Renamed " + n));
                    assertThat(Api.asService(port).get("/internal/rooms/" + room).text("name"))
                            .isEqualTo("Renamed " + n);
                    assertThat(admin.post("/posts", Map.of("title", "T" + n, "body", "B")).status())
                            .isEqualTo(201);
                    assertThat(Api.as(uma, port).get("/me/rooms").status()).isEqualTo(200);
                    return Api.as(uma, port).get("/posts").status();
                });
    }

    @Test
    void messagesAreStoredThroughIt() {
        var room = room("Stored");
        try (var log = new LogWriter(kafka.server().bootstrapServers())) {
            IntStream.range(0, ROUNDS).forEach(n -> log.append(LogWriter.message(room, "m" + n)));
        }

        await().atMost(Duration.ofMinutes(1))
                .until(
                        () ->
                                Api.as(uma, port)
                                                .get("/messages/history/" + room)
                                                .json()
                                                .path("headSeq")
                                                .asInt()
                                        == ROUNDS);
    }

    @Test
    void readsOfOneMomentLeaveTheirIsolationToNobodyElse() throws Exception {
        var jdbc = service.getBean(JdbcClient.class);
        var moment = service.getBean(OneMoment.class);
        atOnce(
                n -> {
                    assertThat(moment.read(() -> isolation(jdbc))).isEqualTo("repeatable read");
                    assertThat(isolation(jdbc)).isEqualTo("read committed");
                    return 200;
                });
    }

    /** A lock of a session would stay with the connection that somebody else uses next. */
    @Test
    void noLockOutlivesItsTransaction() {
        room("Told of");

        await().atMost(Duration.ofMinutes(1))
                .until(() -> count("SELECT count(*) FROM outbox") == 0);
        await().atMost(Duration.ofMinutes(1))
                .until(
                        () ->
                                count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
                                        == 0);
    }

    private static int count(String query) {
        return service.getBean(JdbcClient.class).sql(query).query(Integer.class).single();
    }

    private static String isolation(JdbcClient jdbc) {
        return jdbc.sql("SHOW transaction_isolation").query(String.class).single();
    }

    private static void atOnce(IntCall call) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var calls =
                    IntStream.range(0, ROUNDS)
                            .<Callable<Integer>>mapToObj(n -> () -> call.run(n))
                            .toList();
            for (Future<Integer> status : threads.invokeAll(calls)) {
                assertThat(status.get()).isEqualTo(200);
            }
        }
    }

    private interface IntCall {
        int run(int number) throws Exception;
    }

    private RoomId room(String name) {
        var body = Map.of("kind", "group", "name", name, "members", List.of(uma.id()));
        return RoomId.of(Api.as(ada, port).post("/rooms", body).text("id"));
    }

    private static ConfigurableApplicationContext run(Database database) {
        var settings = Infrastructure.shared().settings(Part.REDIS, Part.KAFKA, Part.USER_SERVICE);
        settings.putAll(database.settings());
        settings.put("PARLEY_DB_URL", database.url() + "?prepareThreshold=0");
        settings.put("PARLEY_KAFKA_BOOTSTRAP_SERVERS", kafka.server().bootstrapServers());
        settings.put("SERVER_PORT", "0");
        settings.put("MANAGEMENT_SERVER_PORT", "0");
        return new SpringApplicationBuilder(MessageApplication.class)
                .registerShutdownHook(false)
                .run(
                        settings.entrySet().stream()
                                .map(each -> "--" + each.getKey() + "=" + each.getValue())
                                .toArray(String[]::new));
    }
}
