package io.parley.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.Service;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRoutesTest {

    private static Service user;
    private static Service message;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        user = new Service("user");
        message = new Service("message");
        gateway =
                Gateway.start(
                        user.url(),
                        message.url(),
                        "http://127.0.0.1:9",
                        "--spring.cloud.gateway.server.webflux.httpclient.response-timeout=500ms");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        user.close();
        message.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/auth/login, user, /auth/login",
        "/auth/register, user, /auth/register",
        "/auth/health, user, /auth/health",
        "/.well-known/jwks.json, user, /.well-known/jwks.json",
        "/.well-known/openid-configuration, user, /.well-known/openid-configuration",
        "/api/v1/auth/login, user, /auth/login",
        "/api/v1/auth/sessions/42, user, /auth/sessions/42",
        "/api/v1/me, user, /me",
        "/api/v1/me/status, user, /me/status",
        "/api/v1/me/dnd, user, /me/dnd",
        "/api/v1/me/presence, user, /me/presence",
        "/api/v1/users, user, /users",
        "/api/v1/users/42?x=%20y, user, /users/42?x=%20y",
        "/api/v1/admin/users, user, /admin/users",
        "/api/v1/me/rooms, message, /me/rooms",
        "/api/v1/me/mentions, message, /me/mentions",
        "/api/v1/me/threads, message, /me/threads",
        "/api/v1/rooms, message, /rooms",
        "/api/v1/rooms/42/members, message, /rooms/42/members",
        "/api/v1/dm/42, message, /dm/42",
        "/messages/history/42?after=7, message, /messages/history/42?after=7",
        "/messages/history/42/changes?after=7, message, /messages/history/42/changes?after=7",
        "/messages/health, message, /messages/health",
        "/api/v1/messages/history/42, message, /messages/history/42",
        "/posts, message, /posts",
        "/posts/42, message, /posts/42",
        "/api/v1/posts/42, message, /posts/42",
    })
    void sendsEachPathToItsService(String path, String service, String arrives)
            throws IOException, InterruptedException {
        var answer = gateway.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        var seen = Service.read(answer.body());
        assertThat(seen.service()).isEqualTo(service);
        assertThat(seen.uri()).isEqualTo(arrives);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/load",
                "/internal",
                "/api/v1/internal/users/42",
                "/INTERNAL/load",
                "/users",
                "/me",
                "/rooms",
                "/auth/sessions",
                "/api/v1",
                "/api/v2/users",
                "/actuator/health",
                "/nothing",
            })
    void answersWhatIsNotRoutedWithAProblem(String path) throws IOException, InterruptedException {
        var answer = gateway.get(path, "Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"not.found\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/users/../internal/load",
                "/api/v1/users/%2e%2e/internal/load",
                "/api/v1/users/..;/internal/load",
                "/api/v1/users/%2Finternal",
                "/api/v1//internal/load",
                "//internal/load",
                "/api/v1/users/a%5cb",
                "/api/v1/users;a=b",
            })
    void refusesPathsThatTwoServersCouldReadDifferently(String path) throws IOException {
        var answer =
                gateway.raw(
                        "GET "
                                + path
                                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404").contains("not.found");
    }

    @Test
    void passesProblemsOfAServiceThroughUnchanged() throws IOException, InterruptedException {
        var answer = gateway.get("/api/v1/users/refused");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"code\":\"role.required\"}");
    }

    @Test
    void tellsWhenToComeBackIfAServiceDoesNotAnswerInTime()
            throws IOException, InterruptedException {
        var answer = gateway.get("/api/v1/users/slow");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("\"code\":\"unavailable\"", "\"retryAfterMs\":")
                .doesNotContain("xception", "io.netty");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void tellsWhenToComeBackIfAServiceIsDown() throws IOException, InterruptedException {
        var gone = new Service("gone");
        gone.close();
        try (var other = Gateway.start(gone.url(), message.url(), "http://127.0.0.1:9")) {
            var answer = other.get("/auth/health");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body())
                    .contains("\"code\":\"unavailable\"", "\"retryAfterMs\":")
                    .doesNotContain("xception", "refused", "127.0.0.1");
        }
    }
}
