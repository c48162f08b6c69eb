package io.parley.message;

import io.parley.model.RoomId;
import io.parley.model.room.Person;
import io.parley.model.service.ServiceName;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Calls the service over HTTP, as a person or as another service. */
public final class Api {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;
    private final Map<String, String> headers;

    private Api(int port, Map<String, String> headers) {
        this.port = port;
        this.headers = headers;
    }

    public static Api as(Person person, int port) {
        return withToken(UserServiceStandIn.shared().tokens().accessToken(person), port);
    }

    public static Api withToken(String token, int port) {
        return new Api(port, Map.of("Authorization", "Bearer " + token));
    }

    public static Api asService(int port) {
        return new Api(
                port,
                Map.of(
                        InternalApi.TOKEN_HEADER,
                        Infrastructure.serviceToken(ServiceName.CHAT, ServiceName.MESSAGE)));
    }

    public static Api nobody(int port) {
        return new Api(port, Map.of());
    }

    /** An answer: its status, its JSON ({@code null} node without a body), its headers. */
    public record Answer(int status, JsonNode json, HttpResponse<String> raw) {

        public <T> T as(Class<T> type) {
            return Json.MAPPER.treeToValue(json, type);
        }

        public String text(String field) {
            return json.path(field).asString();
        }
    }

    /** Returns when all that the log has of the room is stored; the caller must be inside. */
    public void awaitStored(RoomId room) {
        var page = get("/messages/history/" + room).json();
        if (!page.path("complete").asBoolean()) {
            throw new AssertionError("not stored: " + page);
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, Object body, String... moreHeaders) {
        return write("POST", path, body, moreHeaders);
    }

    public Answer patch(String path, Object body, String... moreHeaders) {
        return write("PATCH", path, body, moreHeaders);
    }

    public Answer put(String path, Object body, String... moreHeaders) {
        return write("PUT", path, body, moreHeaders);
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** Any method and body, sent as it is. */
    public Answer raw(String method, String path, String type, String body) {
        return send(
                request(path)
                        .header("Content-Type", type)
                        .method(method, BodyPublishers.ofString(body)));
    }

    private Answer write(String method, String path, Object body, String... moreHeaders) {
        var request =
                request(path)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)));
        if (moreHeaders.length > 0) {
            request.headers(moreHeaders);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        headers.forEach(request::header);
        return request;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            var json = answer.body().isEmpty() ? "null" : answer.body();
            return new Answer(answer.statusCode(), Json.MAPPER.readTree(json), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
