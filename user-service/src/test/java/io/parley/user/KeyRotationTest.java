package io.parley.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.wire.Json;
import io.parley.test.Infrastructure;
import io.parley.user.Api.Login;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** On a service and a database of its own, because keys stay. */
@Tag("servers")
class KeyRotationTest {

    private static final Duration PUBLISHED_AHEAD = Duration.ofMinutes(11);
    private static final Duration LAST_TOKEN_ENDED = Duration.ofMinutes(8);

    private static ConfigurableApplicationContext service;
    private static Api api;
    private static MovableClock clock;

    @BeforeAll
    static void start() {
        var database = Infrastructure.shared().newDatabase("rotation");
        var settings = new LinkedHashMap<>(Infrastructure.shared().settings());
        settings.putAll(database.settings());
        settings.put("PARLEY_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        settings.put("PARLEY_ADMIN_NAME", Api.ADMIN);
        settings.put("PARLEY_ADMIN_PASSWORD", Api.PASSWORD);
        settings.put("SERVER_PORT", "0");
        settings.put("MANAGEMENT_SERVER_PORT", "0");
        service =
                new SpringApplicationBuilder(UserServiceApplication.class, MovableClock.class)
                        .registerShutdownHook(false)
                        .run(
                                settings.entrySet().stream()
                                        .map(each -> "--" + each.getKey() + "=" + each.getValue())
                                        .toArray(String[]::new));
        api = new Api(service.getEnvironment());
        clock = service.getBean(MovableClock.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void replacesTheKeyWithoutLoggingAnybodyOut() {
        var admin = api.admin();
        var before = keys();

        var rotated = rotate(admin);

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(keys()).hasSize(before.size() + 1).contains(rotated.text("kid"));
        assertThat(kid(api.login(Api.ADMIN))).isEqualTo(kid(admin));
        assertThat(rotate(admin).code()).isEqualTo("conflict");

        clock.pass(PUBLISHED_AHEAD.minus(Duration.ofMinutes(4)));
        var lastOfOld = Login.of(api.refresh(admin.refreshToken()));
        clock.pass(Duration.ofMinutes(4));
        var firstOfNew = Login.of(api.refresh(lastOfOld.refreshToken()));

        assertThat(kid(lastOfOld)).isEqualTo(kid(admin));
        assertThat(kid(firstOfNew)).isEqualTo(rotated.text("kid"));
        assertThat(api.get("/me", lastOfOld.accessToken()).status()).isEqualTo(200);
        assertThat(api.get("/me", firstOfNew.accessToken()).status()).isEqualTo(200);

        clock.pass(LAST_TOKEN_ENDED);

        assertThat(keys()).containsExactly(rotated.text("kid"));
        var later = Login.of(api.refresh(firstOfNew.refreshToken()));
        var audit = api.get("/admin/audit?action=key.rotated", later.accessToken()).json();
        assertThat(audit.at("/items/0/details/kid").asString()).isEqualTo(rotated.text("kid"));
    }

    @Test
    void endsKeysAtOnceThatAreInOtherHands() {
        var admin = api.admin();

        var replaced =
                api.post(
                        "/admin/keys/rotate",
                        Map.of("reason", "a stolen backup", "compromised", true),
                        admin.accessToken());

        assertThat(keys()).containsExactly(replaced.text("kid"));
        assertThat(api.get("/me", admin.accessToken()).code()).isEqualTo("auth.invalid");
        var again = Login.of(api.refresh(admin.refreshToken()));
        assertThat(kid(again)).isEqualTo(replaced.text("kid"));
        assertThat(api.get("/me", again.accessToken()).status()).isEqualTo(200);
    }

    private static Api.Answer rotate(Login admin) {
        return api.post("/admin/keys/rotate", Map.of("reason", "yearly"), admin.accessToken());
    }

    private static List<String> keys() {
        return api.get("/.well-known/jwks.json", "")
                .json()
                .path("keys")
                .valueStream()
                .map(key -> key.path("kid").asString())
                .toList();
    }

    private static String kid(Login login) {
        return head(login).path("kid").asString();
    }

    private static JsonNode head(Login login) {
        var token = login.accessToken();
        var text = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return Json.MAPPER.readTree(new String(text, StandardCharsets.UTF_8));
    }
}
