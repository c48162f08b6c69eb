package io.parley.load;

import io.parley.model.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** REST through the gateway. */
record Api(HttpClient http, URI base) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TRIES = 20;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    static Api of(URI base) {
        return new Api(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), base);
    }

    /** Posts as nobody, or as the owner of the token; waits where the server asks for it. */
    JsonNode post(String path, Object body, String accessToken) {
        for (var left = TRIES; ; left--) {
            var answer = send(path, body, accessToken);
            if (answer.statusCode() / 100 == 2) {
                return Json.MAPPER.readTree(answer.body());
            }
            var busy = answer.statusCode() == TOO_MANY || answer.statusCode() == UNAVAILABLE;
            if (!busy || left == 0) {
                throw new LoadException(
                        "POST %s was answered %d: %s"
                                .formatted(path, answer.statusCode(), answer.body()));
            }
            Pause.millis(Json.MAPPER.readTree(answer.body()).path("retryAfterMs").asLong(500));
        }
    }

    private HttpResponse<String> send(String path, Object body, String accessToken) {
        var request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        Json.MAPPER.writeValueAsBytes(body)));
        if (!accessToken.isEmpty()) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new LoadException("POST %s failed: %s".formatted(path, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted", e);
        }
    }
}
