package io.parley.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.service.ServiceName;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import io.parley.test.Infrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/** The service as a client sees it. */
public final class Api {

    public static final String ADMIN = "first.admin";
    public static final String PASSWORD = "correct horse";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Environment environment;

    Api(Environment environment) {
        this.environment = environment;
    }

    /** An answer, its body as JSON. */
    public record Answer(int status, HttpResponse<String> raw) {

        public JsonNode json() {
            return Json.MAPPER.readTree(raw.body());
        }

        public String text(String field) {
            return json().path(field).asString();
        }

        public String code() {
            return text("code");
        }

        public String contentType() {
            return raw.headers().firstValue("Content-Type").orElse("");
        }
    }

    /** What a login gives. */
    public record Login(String id, String username, String accessToken, String refreshToken) {

        static Login of(Answer answer) {
            if (answer.status() != 200) {
                throw new AssertionError(answer.status() + " " + answer.raw().body());
            }
            var json = answer.json();
            return new Login(
                    json.at("/user/id").asString(),
                    json.at("/user/username").asString(),
                    json.path("accessToken").asString(),
                    json.path("refreshToken").asString());
        }
    }

    /** A name nobody has yet. */
    public static String newName(String start) {
        return start + "-" + NAMES.incrementAndGet();
    }

    public Login newUser(String start) {
        var name = newName(start);
        var answer = post("/auth/register", Map.of("username", name, "password", PASSWORD), "");
        if (answer.status() != 201) {
            throw new AssertionError(answer.raw().body());
        }
        return login(name);
    }

    public Login login(String username) {
        return Login.of(tryLogin(username, PASSWORD));
    }

    public Login admin() {
        return login(ADMIN);
    }

    public Answer tryLogin(String username, String password) {
        return post("/auth/login", Map.of("username", username, "password", password), "");
    }

    /** A try from an address as the gateway would name it. */
    public Answer tryLogin(String username, String password, String address) {
        return send(
                request("/auth/login", "")
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", address)
                        .POST(
                                BodyPublishers.ofString(
                                        Json.MAPPER.writeValueAsString(
                                                Map.of("username", username, "password", password)),
                                        UTF_8)));
    }

    public Answer refresh(String refreshToken) {
        return post("/auth/refresh", Map.of("refreshToken", refreshToken), "");
    }

    public Answer get(String path, String accessToken) {
        return send(request(path, accessToken).GET());
    }

    public Answer post(String path, Object body, String accessToken) {
        return send("POST", path, Json.MAPPER.writeValueAsString(body), accessToken);
    }

    public Answer send(String method, String path, String json, String accessToken) {
        return send(
                request(path, accessToken)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json, UTF_8)));
    }

    public Answer asService(String method, String path, String json) {
        return send(
                request(path, "")
                        .header(
                                InternalApi.TOKEN_HEADER,
                                Infrastructure.serviceToken(ServiceName.MESSAGE, ServiceName.USER))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json, UTF_8)));
    }

    /** A request to be finished by the test. */
    public HttpRequest.Builder request(String path, String accessToken) {
        var port = environment.getRequiredProperty("local.server.port");
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .timeout(Duration.ofSeconds(60));
        return accessToken.isEmpty()
                ? request
                : request.header("Authorization", "Bearer " + accessToken);
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
            return new Answer(answer.statusCode(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
