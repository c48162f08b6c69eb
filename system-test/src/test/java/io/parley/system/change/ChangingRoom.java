package io.parley.system.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.event.EventJson;
import io.parley.model.event.RoomEvent;
import io.parley.model.message.FoldedMessage;
import io.parley.model.message.MessageFold;
import io.parley.system.Suite;
import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A room in which messages change, as its people use it. */
final class ChangingRoom {

    private final Suite suite;
    private final String id;
    private final Suite.Account author;

    ChangingRoom(Suite suite, Suite.Account admin, Suite.Account author) {
        this.suite = suite;
        this.author = author;
        this.id = suite.newRoom(admin, author);
    }

    String id() {
        return id;
    }

    String topic() {
        return "/topic/rooms/" + id;
    }

    /** Sends a message without waiting; answers its receipt. */
    String say(StompConnection session, String text) {
        return command(session, "send", Map.of("text", text));
    }

    String edit(StompConnection session, long seq, String text) {
        return command(session, "edit", Map.of("seq", seq, "text", text));
    }

    String edit(StompConnection session, long seq, String text, int ifVersion) {
        return command(session, "edit", Map.of("seq", seq, "text", text, "ifVersion", ifVersion));
    }

    String delete(StompConnection session, long seq) {
        return command(session, "delete", Map.of("seq", seq));
    }

    /** Any command under a client message id of its own. */
    String command(StompConnection session, String verb, Map<String, Object> fields) {
        var body = new HashMap<>(fields);
        body.put("clientMsgId", UUID.randomUUID().toString());
        return session.send("/app/rooms/" + id + "/" + verb, body);
    }

    /** The seq of the message with this text, as a session that follows the room has got it. */
    static long seqOf(StompConnection follower, String text) {
        var frame =
                follower.await(
                        one ->
                                "message.created".equals(one.header("x-type"))
                                        && one.body().contains('"' + text + '"'));
        return Long.parseLong(frame.header("x-seq"));
    }

    /** Sends a message and answers its seq. */
    long sayAndAwait(StompConnection session, StompConnection follower, String text) {
        session.awaitReceipt(say(session, text));
        return seqOf(follower, text);
    }

    /** The messages as a session has got them, which began with the room. */
    List<FoldedMessage> view(StompConnection follower) {
        var events = new TreeMap<Long, RoomEvent>();
        for (var event : events(follower)) {
            events.putIfAbsent(event.seq(), event);
        }
        var head = events.isEmpty() ? 0 : Math.toIntExact(events.lastKey());
        assertThat(events.keySet()).as("a run without a hole").hasSize(head);
        return List.copyOf(MessageFold.fold(List.copyOf(events.values())));
    }

    static List<RoomEvent> events(StompConnection follower) {
        return follower.frames(ChangingRoom::isEvent).stream()
                .map(frame -> EventJson.read(frame.body()))
                .toList();
    }

    private static boolean isEvent(StompFrame frame) {
        return frame.is("MESSAGE") && frame.header("x-seq") != null;
    }

    /** Waits until a session has got the event with this seq. */
    static void awaitSeq(StompConnection follower, long seq) {
        follower.await(frame -> Long.toString(seq).equals(frame.header("x-seq")));
    }

    /** The room's head, as history says. */
    long head() {
        return history("before=9007199254740991&limit=1").at("/items/0/seq").asLong();
    }

    JsonNode history(String window) {
        return suite.api().as(author).get("/messages/history/" + id + "?" + window).expect(200);
    }

    /** Words and version of all messages, as history folds them; each page once. */
    Map<Long, String> folded() {
        var all = new TreeMap<Long, String>();
        long after = 0;
        for (var page = items(after); !page.isEmpty(); page = items(after)) {
            for (var item : page) {
                after = item.get("seq").asLong();
                if (item.path("type").asString().equals("message")) {
                    all.put(after, shortly(item));
                }
            }
        }
        return all;
    }

    private List<JsonNode> items(long after) {
        var items = new ArrayList<JsonNode>();
        history("fold=true&limit=200&after=" + after).get("items").forEach(items::add);
        return items;
    }

    private static String shortly(JsonNode message) {
        return message.path("text").asString("") + "/" + message.path("version").asInt(0);
    }

    /** The same of a view. */
    static Map<Long, String> shortly(List<FoldedMessage> view) {
        return view.stream()
                .collect(
                        Collectors.toMap(
                                FoldedMessage::seq,
                                message ->
                                        (message.text() == null ? "" : message.text())
                                                + "/"
                                                + message.version(),
                                (one, _) -> one,
                                TreeMap::new));
    }
}
