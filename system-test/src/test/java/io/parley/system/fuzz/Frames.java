package io.parley.system.fuzz;

import io.parley.system.fuzz.Parameter.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** STOMP frames of a client that is signed in, each wrong in one place. */
public final class Frames {

    private static final Parameter CLIENT_MSG_ID = field("clientMsgId", Kind.TEXT);
    private static final Parameter TEXT = field("text", Kind.TEXT);
    private static final Parameter REPLY_TO = field("replyTo", Kind.ID);
    private static final Parameter REPLY_SEQ = field("replySeq", Kind.NUMBER);
    private static final Parameter SEQ = field("seq", Kind.NUMBER);
    private static final Parameter IF_VERSION = field("ifVersion", Kind.NUMBER);
    private static final Parameter REASON = field("reason", Kind.TEXT);
    private static final Parameter EMOJI = field("emoji", Kind.TEXT);
    private static final Parameter OP =
            new Parameter(Place.BODY, "op", Kind.CHOICE, List.of("add", "remove"), false);
    private static final Parameter READ_OP =
            new Parameter(
                    Place.BODY, "op", Kind.CHOICE, List.of("read", "unread", "delivered"), false);
    private static final Parameter STATE =
            new Parameter(Place.BODY, "state", Kind.CHOICE, List.of("start", "stop"), false);
    private static final Parameter PRESENCE =
            new Parameter(Place.BODY, "state", Kind.CHOICE, List.of("online", "away"), false);
    private static final Parameter THREAD_ROOT = field("threadRoot", Kind.NUMBER);
    private static final Parameter ROOM = field("roomId", Kind.ID);
    private static final Parameter TOKEN = field("accessToken", Kind.TEXT);

    /** What a body need not have. */
    private static final Set<Parameter> OPTIONAL =
            Set.of(REPLY_TO, REPLY_SEQ, IF_VERSION, REASON, READ_OP, THREAD_ROOT);

    private Frames() {}

    /** One frame, without its receipt. */
    public record Frame(String what, String command, Map<String, String> headers, String body) {

        @Override
        public String toString() {
            return "%s %s, %s".formatted(command, headers.get("destination"), what);
        }
    }

    public static Stream<Frame> of(String room, String person) {
        return Stream.of(
                        sends(
                                "/app/rooms/" + room + "/send",
                                CLIENT_MSG_ID,
                                TEXT,
                                REPLY_TO,
                                REPLY_SEQ),
                        changes("/app/rooms/" + room),
                        sends("/app/dm/" + person + "/send", CLIENT_MSG_ID, TEXT, REPLY_TO),
                        sends("/app/sendMessage", ROOM, CLIENT_MSG_ID, TEXT),
                        sends("/app/joinRoom", ROOM),
                        sends("/app/session/token", TOKEN),
                        subscribes("/topic/rooms/" + room),
                        subscribes("/topic/rooms/" + room + "/live"),
                        subscribes("/topic/posts"),
                        subscribes("/user/queue/inbox"),
                        subscribes("/user/queue/presence"),
                        sends("/app/presence", PRESENCE),
                        destinations(room))
                .flatMap(each -> each);
    }

    private static Stream<Frame> sends(String destination, Parameter... fields) {
        var wrongFields =
                Stream.of(fields)
                        .flatMap(
                                field ->
                                        BadValues.json(field).stream()
                                                .map(bad -> send(destination, fields, field, bad)));
        var wholeBodies =
                BadValues.bodies("{\"text\":\"x\"}").stream()
                        .map(bad -> frame("the body " + bad, "SEND", destination, Map.of(), bad));
        return Stream.concat(wrongFields, wholeBodies);
    }

    /** The client message id and the whole body are read in one place for all of them. */
    private static Stream<Frame> changes(String room) {
        return Stream.of(
                        wrong(room + "/edit", SEQ, TEXT, IF_VERSION),
                        wrong(room + "/react", SEQ, EMOJI, OP),
                        wrong(room + "/pin", SEQ),
                        wrong(room + "/unpin", SEQ),
                        wrong(room + "/delete", SEQ, REASON),
                        wrong(room + "/read", SEQ, READ_OP, THREAD_ROOT),
                        wrong(room + "/typing", STATE, THREAD_ROOT))
                .flatMap(each -> each);
    }

    private static Stream<Frame> wrong(String destination, Parameter... tried) {
        var fields =
                Stream.concat(Stream.of(CLIENT_MSG_ID), Stream.of(tried)).toArray(Parameter[]::new);
        return Stream.of(tried)
                .flatMap(
                        field ->
                                BadValues.json(field).stream()
                                        .map(bad -> send(destination, fields, field, bad)));
    }

    private static Frame send(
            String destination, Parameter[] fields, Parameter wrong, String value) {
        var samples = new Samples().with("emoji", "\ud83d\udc4d");
        var body =
                Stream.of(fields)
                        .filter(field -> field.equals(wrong) || !OPTIONAL.contains(field))
                        .map(
                                field ->
                                        '"'
                                                + field.name()
                                                + "\":"
                                                + (field.equals(wrong)
                                                        ? value
                                                        : samples.json(field)))
                        .collect(Collectors.joining(",", "{", "}"));
        var what = wrong.name() + " = " + value;
        return frame(what, "SEND", destination, Map.of(), body);
    }

    private static Stream<Frame> subscribes(String destination) {
        return Stream.of("x-after", "x-tail", "x-replay", "selector", "x-timeline")
                .flatMap(
                        header ->
                                inFrameHeaders()
                                        .map(
                                                bad ->
                                                        frame(
                                                                header + ": " + bad,
                                                                "SUBSCRIBE",
                                                                destination,
                                                                Map.of(header, bad),
                                                                "")));
    }

    private static Stream<Frame> destinations(String room) {
        return inFrameHeaders()
                .flatMap(
                        bad ->
                                Stream.of(
                                        frame(bad, "SUBSCRIBE", bad, Map.of(), ""),
                                        frame(
                                                bad,
                                                "SUBSCRIBE",
                                                "/topic/rooms/" + bad,
                                                Map.of(),
                                                ""),
                                        frame(
                                                bad,
                                                "SEND",
                                                "/app/rooms/" + bad + "/send",
                                                Map.of(),
                                                "{}"),
                                        frame(
                                                bad,
                                                "SEND",
                                                "/app/dm/" + bad + "/send",
                                                Map.of(),
                                                "{}"),
                                        frame(
                                                bad,
                                                "SEND",
                                                "/app/rooms/" + room + bad,
                                                Map.of(),
                                                "{}")));
    }

    private static Stream<String> inFrameHeaders() {
        var numbers = new Parameter(Place.HEADER, "", Kind.NUMBER, List.of(), false);
        return Stream.concat(BadValues.inHeader().stream(), BadValues.encoded(numbers).stream())
                .distinct();
    }

    private static Frame frame(
            String what,
            String command,
            String destination,
            Map<String, String> more,
            String body) {
        var headers = new HashMap<>(more);
        headers.put("destination", destination);
        return new Frame(Call.shortened(what), command, headers, body);
    }

    private static Parameter field(String name, Kind kind) {
        return new Parameter(Place.BODY, name, kind, List.of(), false);
    }
}
