package io.parley.chat.presence;

import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A session that watches people, and what it has been told of them. */
final class Watching implements AutoCloseable {

    private static final String QUEUE = "/user/queue/presence";

    private final StompConnection session;

    Watching(StompConnection session) {
        this.session = session;
        session.subscribeAndAwait(QUEUE, Map.of());
    }

    /** Watches these and no others, and waits for what they are. */
    Watching watch(Person... people) {
        var before = frames("presence").stream().filter(Watching::isFull).count();
        session.sendAndAwait(
                "/app/presence/watch",
                Map.of("users", Arrays.stream(people).map(one -> one.id().toString()).toList()));
        session.awaitAtLeast((int) before + 1, frame -> isPresence(frame) && isFull(frame));
        return this;
    }

    StompConnection session() {
        return session;
    }

    void await(Person person, String state) {
        session.await(frame -> state.equals(stateIn(frame, person).orElse("")));
    }

    /** All that it has been told of the person's state, in order. */
    List<String> states(Person person) {
        return frames("presence").stream()
                .flatMap(frame -> stateIn(frame, person).stream())
                .toList();
    }

    /** What it was told last of the person. */
    Optional<JsonNode> last(Person person) {
        return frames("presence").reversed().stream()
                .flatMap(frame -> entry(frame, person).stream())
                .findFirst();
    }

    void awaitRemoved(Person person) {
        session.await(
                frame ->
                        isPresence(frame)
                                && frame.json()
                                        .path("removed")
                                        .valueStream()
                                        .anyMatch(id -> isOf(id, person)));
    }

    void awaitNotice(String type) {
        session.await(frame -> type.equals(frame.header("x-type")));
    }

    List<StompFrame> frames(String type) {
        return session.frames(
                frame ->
                        QUEUE.equals(frame.header("destination"))
                                && type.equals(frame.header("x-type")));
    }

    @Override
    public void close() {
        session.close();
    }

    private static boolean isFull(StompFrame frame) {
        return frame.json().path("full").asBoolean(false);
    }

    private static boolean isPresence(StompFrame frame) {
        return QUEUE.equals(frame.header("destination"))
                && "presence".equals(frame.header("x-type"));
    }

    private static Optional<String> stateIn(StompFrame frame, Person person) {
        return entry(frame, person).map(entry -> entry.path("state").asString());
    }

    private static Optional<JsonNode> entry(StompFrame frame, Person person) {
        return isPresence(frame)
                ? frame.json()
                        .path("users")
                        .valueStream()
                        .filter(entry -> isOf(entry.path("id"), person))
                        .findFirst()
                : Optional.empty();
    }

    private static boolean isOf(JsonNode id, Person person) {
        return id.asString().equals(person.id().toString());
    }
}
