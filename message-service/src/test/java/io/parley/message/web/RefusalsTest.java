package io.parley.message.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.RunningService;
import io.parley.model.room.Person;
import io.parley.test.BrokenOff;
import io.parley.test.TestTokens;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@RunningService
class RefusalsTest {

    private static final String JSON = "application/json";

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final TestTokens tokens = users.tokens();
    private final Person ada = users.admin("Ada");

    @LocalServerPort int port;
    @Autowired DataSource database;

    @Test
    void onlyARightTokenIsLetIn() {
        assertRefused(Api.nobody(port).get("/rooms"), 401, "auth.missing");
        assertRefused(with("nonsense").get("/rooms"), 401, "auth.invalid");
        assertRefused(with(tokens.forged(ada)).get("/rooms"), 401, "auth.invalid");
        assertRefused(
                with(tokens.expiringIn(ada, Duration.ofMinutes(-1))).get("/rooms"),
                401,
                "auth.expired");
        assertRefused(
                with(tokens.withClaims(ada, Map.of("aud", "other"))).get("/rooms"),
                401,
                "auth.invalid");
        assertRefused(
                with(tokens.withClaims(ada, Map.of("iss", "other"))).get("/rooms"),
                401,
                "auth.invalid");
        assertRefused(
                with(tokens.withClaims(ada, Map.of("role", "ROOT"))).get("/rooms"),
                401,
                "auth.invalid");
        assertRefused(
                with(tokens.withHeader(ada, Map.of("typ", "JWT"))).get("/rooms"),
                401,
                "auth.invalid");
        assertThat(with(tokens.accessToken(ada)).get("/rooms").status()).isEqualTo(200);
    }

    @Test
    void internalCallsNeedTheSecretAndATokenIsNone() {
        var path = "/internal/log/0";

        assertRefused(Api.nobody(port).get(path), 401, "auth.missing");
        assertRefused(asAda().get(path), 401, "auth.missing");
        assertThat(Api.asService(port).get(path).status()).isEqualTo(200);
    }

    @Test
    void everyRefusalIsAProblem() {
        assertRefused(asAda().get("/nowhere"), 404, "not.found");
        assertRefused(asAda().raw("PUT", "/rooms", JSON, "{}"), 405, "method.not.allowed");
        assertRefused(
                asAda().raw("POST", "/rooms", "text/plain", "{}"), 415, "media.type.unsupported");
        assertRefused(asAda().raw("POST", "/rooms", JSON, "{"), 400, "frame.malformed");
        assertRefused(
                asAda().raw("POST", "/rooms", JSON, "{\"kind\":7}"), 422, "validation.failed");
        assertRefused(asAda().raw("POST", "/rooms", JSON, "{}"), 422, "validation.failed");
        assertRefused(
                asAda().raw("POST", "/rooms", JSON, " ".repeat(70_000)), 413, "frame.too.large");
        assertRefused(asAda().get("/rooms/not-an-id"), 422, "validation.failed");
        assertRefused(asAda().get("/rooms/x%2f..%2fy"), 400, "frame.malformed");
        assertThat(Api.nobody(port).get("/messages/health").text("status")).isEqualTo("UP");
    }

    /** As in a failover: what is under way breaks off, and even its rollback fails. */
    @Test
    void whatPostgresBreaksOffMayBeTriedAgain() throws Exception {
        var wanted = Map.of("kind", "group", "name", "Room", "members", List.of());

        var answer = BrokenOff.answer(database, "person", () -> asAda().post("/rooms", wanted));

        assertRefused(answer, 503, "unavailable");
        assertThat(asAda().post("/rooms", wanted).status()).isEqualTo(201);
    }

    private Api asAda() {
        return Api.as(ada, port);
    }

    private Api with(String token) {
        return Api.withToken(token, port);
    }

    private static void assertRefused(Api.Answer answer, int status, String code) {
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.raw().headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    }
}
