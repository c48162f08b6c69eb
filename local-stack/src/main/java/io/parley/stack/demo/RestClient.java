package io.parley.stack.demo;

import io.parley.model.wire.Json;
import io.parley.stack.infrastructure.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** POSTs of JSON through the gateway. */
record RestClient(HttpClient http, URI base) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** As nobody. */
    JsonNode post(String path, Object body) {
        return post(path, body, "");
    }

    /**
     * @throws StackException on any answer but success
     */
    JsonNode post(String path, Object body, String accessToken) {
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
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new StackException(
                        "The demo's POST %s was answered %d: %s"
                                .formatted(path, answer.statusCode(), answer.body()));
            }
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new StackException(
                    "The demo's POST %s failed: %s".formatted(path, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted.", e);
        }
    }
}
