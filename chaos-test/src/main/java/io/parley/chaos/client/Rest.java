package io.parley.chaos.client;

import io.parley.chaos.control.ChaosException;
import io.parley.model.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** REST through the gateway, one try each. */
public record Rest(HttpClient http, URI base) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What came back; status 0 where nothing did. */
    public record Answer(int status, JsonNode body) {

        public boolean isSuccess() {
            return status / 100 == 2;
        }

        public JsonNode expectSuccess(String what) {
            if (!isSuccess()) {
                throw new ChaosException("%s was answered %d %s".formatted(what, status, body));
            }
            return body;
        }
    }

    public Answer post(String path, Object body, String accessToken) {
        var publisher = BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body));
        return send(HttpRequest.newBuilder(base.resolve(path)).POST(publisher), accessToken);
    }

    public Answer get(String path, String accessToken) {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET(), accessToken);
    }

    private Answer send(HttpRequest.Builder request, String accessToken) {
        request.timeout(PATIENCE).header("Content-Type", "application/json");
        if (!accessToken.isEmpty()) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), tree(answer.body()));
        } catch (IOException | JacksonException noAnswer) {
            return new Answer(0, Json.MAPPER.createObjectNode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, Json.MAPPER.createObjectNode());
        }
    }

    private static JsonNode tree(String body) {
        return body.isEmpty() ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(body);
    }
}
