package io.parley.message.post.follow;

import io.parley.model.room.Person;
import io.parley.test.UserServiceStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who keeps a list of posts by following them alone, over as many connections as it takes,
 * as the protocol tells clients to do it. It fails where a position comes twice or goes back.
 */
final class PostReader {

    private final Person person;
    private final Map<String, JsonNode> view = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private String lastId = "";
    private int resets;

    PostReader(Person person) {
        this.person = person;
    }

    Person person() {
        return person;
    }

    /** The posts by their ids. */
    Map<String, JsonNode> view() {
        return view;
    }

    int resets() {
        return resets;
    }

    /**
     * Follows until what has come is enough, or until the connection is lost; then breaks it.
     *
     * @throws UncheckedIOException where nobody answers, or asks to come back later
     */
    void read(int port, Predicate<List<EventStream.Event>> enough) {
        var token = UserServiceStandIn.shared().tokens().accessToken(person);
        var query = lastId.isEmpty() ? "snapshot=true" : "";
        try (var stream = EventStream.open(port, token, lastId, query)) {
            if (stream.status() == 503) {
                throw new UncheckedIOException(new IOException("not ready yet"));
            }
            if (stream.status() != 200) {
                throw new AssertionError("answered " + stream.status());
            }
            stream.awaitUnlessLost(() -> enough.test(stream.events()));
            stream.events().forEach(this::take);
        }
    }

    private void take(EventStream.Event event) {
        switch (event.type()) {
            case "reset" -> {
                resets++;
                view.clear();
                versions.clear();
            }
            case "post.created", "post.updated" -> {
                if (isNewer(event)) {
                    view.put(event.post(), event.data());
                }
            }
            case "post.deleted" -> {
                if (isNewer(event)) {
                    view.remove(event.post());
                }
            }
            default -> {}
        }
        moveTo(event.id(), event.type().startsWith("post."));
    }

    private boolean isNewer(EventStream.Event event) {
        var version = event.data().path("version").asLong();
        var known = versions.getOrDefault(event.post(), 0L);
        versions.put(event.post(), Math.max(known, version));
        return version > known;
    }

    /** Events of a snapshot have no position, and a notice may repeat the last one. */
    private void moveTo(@Nullable String id, boolean isChange) {
        if (id == null) {
            return;
        }
        var isForward = lastId.isEmpty() || Long.parseLong(id) > Long.parseLong(lastId);
        if (isChange && !isForward) {
            throw new AssertionError("position " + id + " came after " + lastId);
        }
        lastId = id;
    }
}
