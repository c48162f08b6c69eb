package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.test.Infrastructure;
import io.parley.test.PgBouncer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service, with PgBouncer in transaction mode before PostgreSQL. */
@EnabledIf("hasPgBouncer")
class PgBouncerTest {

    private static final int PEOPLE = 8;
    private static final int ROUNDS_OF_EACH = 8;

    @TempDir private Path folder;

    static boolean hasPgBouncer() {
        return PgBouncer.isThere();
    }

    /** Two begin at once, and both want to make the tables. */
    @Test
    void replicasStartAndServeThroughIt() throws Exception {
        try (var pool =
                        PgBouncer.before(
                                Infrastructure.shared().newDatabase("user_pooled"), folder);
                var threads = Executors.newFixedThreadPool(PEOPLE)) {
            var url = pool.database().url() + "?prepareThreshold=0";
            var settings = new LinkedHashMap<>(pool.database().settings());
            settings.put("PARLEY_DB_URL", url);
            var other = threads.submit(() -> run(settings));
            try (var one = run(settings);
                    var another = other.get()) {
                var first = new Api(one.getEnvironment());
                var second = new Api(another.getEnvironment());
                // One after the other: what is meant to meet in the pooler is not hashing
                var logins =
                        IntStream.range(0, PEOPLE).mapToObj(n -> first.newUser("pooled")).toList();

                var people =
                        logins.stream()
                                .<Callable<List<Integer>>>map(
                                        login -> () -> rounds(login, first, second))
                                .toList();

                for (var statuses : threads.invokeAll(people)) {
                    assertThat(statuses.get()).hasSize(2 * ROUNDS_OF_EACH).containsOnly(200);
                }
            }
        }
    }

    private static List<Integer> rounds(Api.Login login, Api first, Api second) {
        var statuses = new ArrayList<Integer>();
        var current = login;
        for (var round = 0; round < ROUNDS_OF_EACH; round++) {
            current = Api.Login.of(second.refresh(current.refreshToken()));
            var renamed =
                    second.send(
                            "PATCH",
                            "/me",
                            "{\"displayName\":\"P" + round + "\"}",
                            current.accessToken());
            statuses.add(renamed.status());
            statuses.add(first.get("/users", current.accessToken()).status());
        }
        return statuses;
    }

    private static ConfigurableApplicationContext run(Map<String, String> database) {
        var settings = new LinkedHashMap<>(Infrastructure.shared().settings());
        settings.putAll(database);
        // Nobody is there: accounts do without Kafka
        settings.put("PARLEY_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        settings.putAll(Map.of("SERVER_PORT", "0", "MANAGEMENT_SERVER_PORT", "0"));
        return new SpringApplicationBuilder(UserServiceApplication.class)
                .registerShutdownHook(false)
                .run(
                        settings.entrySet().stream()
                                .map(each -> "--" + each.getKey() + "=" + each.getValue())
                                .toArray(String[]::new));
    }
}
