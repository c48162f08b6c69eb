package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** REST through the gateway, as nobody or as somebody. */
public record Api(HttpClient http, URI base, Map<String, String> headers) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    Api(URI base) {
        this(HttpClient.newHttpClient(), base, Map.of());
    }

    public Api as(Suite.Account account) {
        return withToken(account.accessToken());
    }

    Api withToken(String token) {
        return new Api(http, base, Map.of("Authorization", "Bearer " + token));
    }

    public Answer get(String path) {
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

    /** Any method with any headers; an empty body is none. */
    public Answer request(String method, String path, Map<String, String> more, String body) {
        var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var answer = exchange(method, path, publisher, more, BodyHandlers.ofString());
        return new Answer(method + " " + path, answer);
    }

    /** A GET of exactly this path, which need not be a URI; the connection ends with the answer. */
    RawAnswer rawGet(String path) {
        var request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
        request.append("Host: ").append(base.getAuthority()).append("\r\nConnection: close\r\n");
        headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            return new RawAnswer(
                    path,
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** A stream that is left as soon as it has begun, or a refusal, with one of these statuses. */
    void openAndLeave(String path, Map<String, String> more, Integer... statuses) {
        var answer = open(path, more, BodyHandlers.ofInputStream());
        try {
            assertThat(answer.statusCode()).as(path).isIn((Object[]) statuses);
            HostileTarget.assertHarmless(answer.headers().map().toString());
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private Answer send(String method, String path, BodyPublisher body) {
        var answer = exchange(method, path, body, Map.of(), BodyHandlers.ofString());
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
        headers.forEach(request::setHeader);
        more.forEach(request::setHeader);
        try {
            // The time of a request ends with the headers of its answer: a body may never end
            return http.sendAsync(request.build(), handler)
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new AssertionError(method + " " + path, e.getCause());
        }
    }

    /** What came back. */
    public record Answer(String question, HttpResponse<String> response) {

        /** The body of an answer of that status. */
        public JsonNode expect(int status) {
            assertThat(response.statusCode())
                    .as("%s: %s", question, response.body())
                    .isEqualTo(status);
            return response.body().isEmpty()
                    ? Json.MAPPER.createObjectNode()
                    : Json.MAPPER.readTree(response.body());
        }

        /** A refusal in the form of the protocol, and nothing that gives away the inside. */
        public void expectProblem(int status, String code) {
            var problem = expect(status);
            assertThat(problem.path("code").asString()).as(question).isEqualTo(code);
            assertThat(response.headers().firstValue("Content-Type"))
                    .as(question)
                    .hasValueSatisfying(
                            type -> assertThat(type).startsWith("application/problem+json"));
            assertThat(response.body()).as(question).doesNotContain("Exception", "io.parley");
        }

        /** A refusal of one of these: a status and a code each. */
        public void expectRefusalIn(String... refusals) {
            var code = expect(response.statusCode()).path("code").asString();
            assertThat(response.statusCode() + " " + code)
                    .as("%s: %s", question, response.body())
                    .isIn((Object[]) refusals);
            HostileTarget.assertHarmless(response.body());
        }

        void expectRefusal(int status, String code) {
            expectRefusalIn(status + " " + code);
        }

        void expectStatusIn(Integer... statuses) {
            assertThat(response.statusCode())
                    .as("%s: %s", question, response.body())
                    .isIn((Object[]) statuses);
            HostileTarget.assertHarmless(response.body());
        }

        /** Taken as it was, or refused as a value. */
        void expectTextOrRefusal(int status, String pointer, String text) {
            if (response.statusCode() == status) {
                assertThat(expect(status).at(pointer).asString()).as(question).isEqualTo(text);
            } else {
                expectRefusal(422, "validation.failed");
            }
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** An answer as it came over the wire. */
    record RawAnswer(String path, String text) {

        void expectStatusIn(Integer... statuses) {
            var line = text.lines().findFirst().orElse("");
            assertThat(line).as(path).matches("HTTP/1.1 [0-9]{3}.*");
            assertThat(Integer.valueOf(line.substring(9, 12)))
                    .as("%s: %s", path, text)
                    .isIn((Object[]) statuses);
            HostileTarget.assertHarmless(text);
        }
    }
}
