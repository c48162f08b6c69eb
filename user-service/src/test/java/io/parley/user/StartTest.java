package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.test.Database;
import io.parley.test.Infrastructure;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Replicas of their own, on databases of their own. */
@Tag("servers")
class StartTest {

    private static final String SECRET = "another secret of 32 characters!";

    @Test
    void makesOneKeyAndOneAdminWhenReplicasStartTogether() throws Exception {
        var database = Infrastructure.shared().newDatabase("start_together");
        var settings = Map.of("PARLEY_ADMIN_NAME", "Boss", "PARLEY_ADMIN_PASSWORD", Api.PASSWORD);

        var together = new Together(2);
        Supplier<ConfigurableApplicationContext> replica =
                () -> together.start(application(), arguments(database, settings));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting =
                    List.of(
                            CompletableFuture.supplyAsync(replica, threads),
                            CompletableFuture.supplyAsync(replica, threads));
            var replicas = starting.stream().map(CompletableFuture::join).toList();
            try {
                var apis = replicas.stream().map(r -> new Api(r.getEnvironment())).toList();
                var keys =
                        apis.stream()
                                .map(api -> api.get("/.well-known/jwks.json", "").json())
                                .distinct()
                                .toList();
                var login = apis.getFirst().login("boss");

                assertThat(keys).hasSize(1);
                assertThat(keys.getFirst().path("keys").size()).isEqualTo(1);
                assertThat(apis.getLast().get("/me", login.accessToken()).text("role"))
                        .isEqualTo("ADMIN");
            } finally {
                replicas.forEach(ConfigurableApplicationContext::close);
            }
        }
    }

    @Test
    void neverResetsAnAdminsPassword() {
        var database = Infrastructure.shared().newDatabase("restart");
        var before = Map.of("PARLEY_ADMIN_NAME", "boss", "PARLEY_ADMIN_PASSWORD", Api.PASSWORD);
        var after =
                Map.of("PARLEY_ADMIN_NAME", "boss", "PARLEY_ADMIN_PASSWORD", "from the outside");
        start(database, before).close();

        try (var restarted = start(database, after)) {
            var api = new Api(restarted.getEnvironment());

            assertThat(api.tryLogin("boss", Api.PASSWORD).status()).isEqualTo(200);
            assertThat(api.tryLogin("boss", "from the outside").status()).isEqualTo(401);
        }
    }

    @Test
    void keepsSealedKeysAndAsksForTheirSecret() {
        var database = Infrastructure.shared().newDatabase("sealed");
        var sealed = Map.of("PARLEY_SIGNING_KEY_SECRET", SECRET);
        String keys;
        try (var replica = start(database, sealed)) {
            keys = new Api(replica.getEnvironment()).get("/.well-known/jwks.json", "").raw().body();
            var stored =
                    replica.getBean(JdbcClient.class)
                            .sql("select private_jwk from signing_key")
                            .query(byte[].class)
                            .single();

            assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("kty");
        }
        try (var restarted = start(database, sealed)) {
            assertThat(new Api(restarted.getEnvironment()).get("/.well-known/jwks.json", "").raw())
                    .extracting(HttpResponse::body)
                    .isEqualTo(keys);
        }

        assertRefuses(database, Map.of(), "PARLEY_SIGNING_KEY_SECRET must be set");
        assertRefuses(
                database,
                Map.of("PARLEY_SIGNING_KEY_SECRET", SECRET.replace('!', '?')),
                "PARLEY_SIGNING_KEY_SECRET is not the secret");
    }

    private static void assertRefuses(
            Database database, Map<String, String> settings, String sentence) {
        assertThatThrownBy(() -> start(database, settings).close())
                .satisfies(
                        thrown ->
                                assertThat(NestedExceptionUtils.getMostSpecificCause(thrown))
                                        .hasMessageStartingWith(sentence));
    }

    private static ConfigurableApplicationContext start(
            Database database, Map<String, String> more) {
        return application().run(arguments(database, more));
    }

    private static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(UserServiceApplication.class)
                .registerShutdownHook(false);
    }

    private static String[] arguments(Database database, Map<String, String> more) {
        var settings = new LinkedHashMap<>(Infrastructure.shared().settings());
        settings.putAll(database.settings());
        // Nobody is there: accounts do without Kafka
        settings.put("PARLEY_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        settings.putAll(Map.of("SERVER_PORT", "0", "MANAGEMENT_SERVER_PORT", "0"));
        settings.putAll(more);
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }
}
