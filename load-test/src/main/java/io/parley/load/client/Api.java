package io.parley.load.client;

import io.parley.model.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** REST through the gateway. */
public record Api(HttpClient http, URI base) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TRIES = 20;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    public static Api of(URI base) {
        return new Api(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), base);
    }

    /** Posts as nobody, or as the owner of the token; waits where the server asks for it. */
    public JsonNode post(String path, Object body, String accessToken) {
        var json = HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body));
        return call("POST", path, json, accessToken);
    }

    /** Gets as the owner of the token; waits where the server asks for it. */
    JsonNode get(String path, String accessToken) {
        return call("GET", path, HttpRequest.BodyPublishers.noBody(), accessToken);
    }

    private JsonNode call(String method, String path, BodyPublisher body, String accessToken) {
        for (var left = TRIES; ; left--) {
            var answer = send(method, path, body, accessToken);
            if (answer.statusCode() / 100 == 2) {
                return Json.MAPPER.readTree(answer.body());
            }
            var busy = answer.statusCode() == TOO_MANY || answer.statusCode() == UNAVAILABLE;
            if (!busy || left == 0) {
                throw new LoadException(
                        "%s %s was answered %d: %s"
                                .formatted(method, path, answer.statusCode(), answer.body()));
            }
            Pause.millis(Json.MAPPER.readTree(answer.body()).path("retryAfterMs").asLong(500));
        }
    }

    private HttpResponse<String> send(
            String method, String path, BodyPublisher body, String accessToken) {
        var request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .method(method, body);
        if (!accessToken.isEmpty()) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new LoadException("%s %s failed: %s".formatted(method, path, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted", e);
        }
    }
}
