package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** REST through the gateway, as nobody or as somebody. */
record Api(HttpClient http, URI base, Map<String, String> headers) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    Api(URI base) {
        this(HttpClient.newHttpClient(), base, Map.of());
    }

    Api as(Suite.Account account) {
        return withToken(account.accessToken());
    }

    Api withToken(String token) {
        return new Api(http, base, Map.of("Authorization", "Bearer " + token));
    }

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Answer post(String path, Object body) {
        return postText(path, Json.MAPPER.writeValueAsString(body));
    }

    Answer put(String path, Object body) {
        return send("PUT", path, BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)));
    }

    Answer patch(String path, Object body) {
        return send("PATCH", path, BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)));
    }

    /** A body of exactly this, which need not be JSON. */
    Answer postText(String path, String body) {
        return send("POST", path, BodyPublishers.ofString(body));
    }

    private Answer send(String method, String path, BodyPublisher body) {
        var answer = exchange(method, path, body, Map.of(), HttpResponse.BodyHandlers.ofString());
        return new Answer(method + " " + path, answer);
    }

    /** A GET whose body is read in a way of its own, such as line by line. */
    <T> HttpResponse<T> open(String path, Map<String, String> more, BodyHandler<T> handler) {
        return exchange("GET", path, BodyPublishers.noBody(), more, handler);
    }

    private <T> HttpResponse<T> exchange(
            String method,
            String path,
            BodyPublisher body,
            Map<String, String> more,
            BodyHandler<T> handler) {
        var request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .method(method, body);
        headers.forEach(request::header);
        more.forEach(request::header);
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What came back. */
    record Answer(String question, HttpResponse<String> response) {

        /** The body of an answer of that status. */
        JsonNode expect(int status) {
            assertThat(response.statusCode())
                    .as("%s: %s", question, response.body())
                    .isEqualTo(status);
            return response.body().isEmpty()
                    ? Json.MAPPER.createObjectNode()
                    : Json.MAPPER.readTree(response.body());
        }

        /** A refusal in the form of the protocol, and nothing that gives away the inside. */
        void expectProblem(int status, String code) {
            var problem = expect(status);
            assertThat(problem.path("code").asString()).as(question).isEqualTo(code);
            assertThat(response.headers().firstValue("Content-Type"))
                    .as(question)
                    .hasValueSatisfying(
                            type -> assertThat(type).startsWith("application/problem+json"));
            assertThat(response.body()).as(question).doesNotContain("Exception", "io.parley");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
