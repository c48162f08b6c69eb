package io.parley.message.post.follow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.room.Person;
import io.parley.model.wire.Json;
import io.parley.test.UserServiceStandIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads Server-Sent Events as the standard says, and keeps all of them. */
final class EventStream implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int status;
    private final InputStream body;
    private final List<Event> events = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private @Nullable String lastId;
    private int retry;
    private boolean isClosed;

    /** One event; its id is that of the last event that had one. */
    record Event(@Nullable String id, String type, JsonNode data) {

        boolean is(String wanted) {
            return type.equals(wanted);
        }

        String post() {
            return data.path("id").asString();
        }
    }

    private EventStream(int status, InputStream body) {
        this.status = status;
        this.body = body;
        if (status == 200) {
            Thread.ofVirtual().start(this::read);
        }
    }

    static EventStream open(int port, Person person, String... query) {
        return open(port, UserServiceStandIn.shared().tokens().accessToken(person), "", query);
    }

    /** As a client that has lost its connection does it. */
    static EventStream resume(int port, Person person, String lastEventId) {
        return open(port, UserServiceStandIn.shared().tokens().accessToken(person), lastEventId);
    }

    static EventStream open(int port, String token, String lastEventId, String... query) {
        var uri = "http://127.0.0.1:" + port + "/posts/updates?" + String.join("&", query);
        var request = HttpRequest.newBuilder(URI.create(uri)).timeout(PATIENCE);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofInputStream());
            return new EventStream(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int status() {
        return status;
    }

    /** The body of a refusal. */
    JsonNode refusal() {
        try (body) {
            return Json.MAPPER.readTree(body.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            var block = new ArrayList<String>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    dispatch(block);
                    block.clear();
                } else {
                    block.add(line);
                }
            }
        } catch (IOException broken) {
            // as good as an end
        } finally {
            closed();
        }
    }

    private synchronized void dispatch(List<String> block) {
        var type = "message";
        var data = new StringBuilder();
        for (var line : block) {
            var colon = line.indexOf(": ");
            switch (colon < 0 ? line : line.substring(0, colon)) {
                case "id" -> lastId = line.substring(colon + 2);
                case "event" -> type = line.substring(colon + 2);
                case "data" -> data.append(line, colon + 2, line.length());
                case "retry" -> retry = Integer.parseInt(line.substring(colon + 2));
                case "" -> comments.add(line);
                default -> throw new AssertionError("no field of an event: " + line);
            }
        }
        if (!data.isEmpty()) {
            events.add(new Event(lastId, type, Json.MAPPER.readTree(data.toString())));
        }
        notifyAll();
    }

    private synchronized void closed() {
        isClosed = true;
        notifyAll();
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** Events about posts so far. */
    List<Event> changes() {
        return events().stream().filter(event -> event.type().startsWith("post.")).toList();
    }

    synchronized int retry() {
        return retry;
    }

    synchronized int comments() {
        return comments.size();
    }

    /** The first event so far or to come that fits. */
    Event await(Predicate<Event> condition) {
        awaitThat(() -> events.stream().anyMatch(condition));
        return events().stream().filter(condition).findFirst().orElseThrow();
    }

    void awaitComments(int count) {
        awaitThat(() -> comments.size() >= count);
    }

    /** Waits until the condition holds or the connection is lost. */
    void awaitUnlessLost(BooleanSupplier condition) {
        awaitThat(() -> isClosed || condition.getAsBoolean());
    }

    void awaitEnd() {
        awaitThat(() -> isClosed);
    }

    private synchronized void awaitThat(BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            var left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("not within " + PATIENCE + ", got " + events);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    /** Breaks the connection. */
    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException broken) {
            // it was to be broken
        }
    }
}
