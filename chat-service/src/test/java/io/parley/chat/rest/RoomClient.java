package io.parley.chat.rest;

import io.parley.chat.Pod;
import io.parley.model.RoomId;
import io.parley.model.room.Person;
import io.parley.model.wire.Json;
import io.parley.test.UserServiceStandIn;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One person's calls about one room, to one pod and over one connection. */
final class RoomClient {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Pod pod;
    private final String token;
    private final RoomId room;

    RoomClient(Pod pod, Person person, RoomId room) {
        this(pod, UserServiceStandIn.shared().tokens().accessToken(person), room);
    }

    RoomClient(Pod pod, String token, RoomId room) {
        this.pod = pod;
        this.token = token;
        this.room = room;
    }

    /**
     * What came back.
     *
     * @param json missing where there was no body
     */
    record Answer(int status, JsonNode json, HttpHeaders headers) {

        /** The error's code; empty where it is none. */
        String code() {
            return json.path("code").asString("");
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    Answer post(String clientMsgId, String text) {
        return post(Map.of("clientMsgId", clientMsgId, "text", text));
    }

    Answer post(Map<String, ?> body, String... headers) {
        return send("POST", "/messages", body, headers);
    }

    Answer edit(long seq, String text, String... headers) {
        return send("PATCH", "/messages/" + seq, Map.of("text", text), headers);
    }

    Answer put(String path) {
        return call("PUT", path);
    }

    Answer delete(String path, String... headers) {
        return call("DELETE", path, headers);
    }

    private Answer call(String method, String path, String... headers) {
        return send(method, path, BodyPublishers.noBody(), headers);
    }

    private Answer send(String method, String path, Map<String, ?> body, String... headers) {
        return send(
                method,
                path,
                BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)),
                headers);
    }

    Answer send(String method, String path, BodyPublisher body, String... headers) {
        var request =
                HttpRequest.newBuilder(pod.uri("/rooms/" + room + path))
                        .setHeader("Authorization", "Bearer " + token)
                        .setHeader("Content-Type", "application/json")
                        .method(method, body);
        for (var i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            var json =
                    answer.body().isEmpty()
                            ? Json.MAPPER.missingNode()
                            : Json.MAPPER.readTree(answer.body());
            return new Answer(answer.statusCode(), json, answer.headers());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("the pod does not answer", e);
        }
    }
}
