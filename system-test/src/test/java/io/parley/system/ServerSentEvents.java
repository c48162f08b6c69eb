package io.parley.system;

import io.parley.model.wire.Json;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An open stream of events, read one after the other. */
final class ServerSentEvents implements AutoCloseable {

    private final Stream<String> stream;
    private final Iterator<String> lines;

    private ServerSentEvents(Stream<String> stream) {
        this.stream = stream;
        this.lines = stream.iterator();
    }

    /** Follows posts, from the event with that id on, or from now on if it is empty. */
    static ServerSentEvents open(Api api, String lastEventId) {
        var headers = new HashMap<String, String>();
        headers.put("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            headers.put("Last-Event-ID", lastEventId);
        }
        var answer = api.open("/posts/updates", headers, HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new AssertionError("answered " + answer.statusCode());
        }
        return new ServerSentEvents(answer.body());
    }

    /** One event. */
    record Event(String id, String name, JsonNode data) {}

    /** The next change of a post; what the stream says about itself is passed over. */
    Event next() {
        var event = read();
        while (event.name().equals("notice")) {
            event = read();
        }
        return event;
    }

    private Event read() {
        Map<String, String> fields = new HashMap<>();
        while (lines.hasNext()) {
            var line = lines.next();
            if (line.isEmpty() && fields.containsKey("data")) {
                return new Event(
                        fields.getOrDefault("id", ""),
                        fields.getOrDefault("event", "message"),
                        Json.MAPPER.readTree(fields.getOrDefault("data", "")));
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        throw new AssertionError("the stream ended");
    }

    @Override
    public void close() {
        stream.close();
    }
}
