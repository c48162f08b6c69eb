package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.test.StompConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Frames that are none, or say what they may not, on a session that is signed in and on one that is
 * not.
 */
final class HostileFrames {

    private static final String MALFORMED = "frame.malformed";

    private HostileFrames() {}

    static Stream<HostileCase> cases() {
        return Stream.of(
                        grammar(),
                        lengths(),
                        limits(),
                        serverFrames(),
                        beforeConnect(),
                        connects(),
                        inert(),
                        bodies())
                .flatMap(Function.identity());
    }

    private static Stream<HostileCase> grammar() {
        var raw = new LinkedHashMap<String, String>();
        raw.put("an unknown command", "HELLO\n\n\0");
        raw.put("a command in lower case", "send\ndestination:/app/x\n\n{}\0");
        raw.put("a command with a blank behind it", "SEND \ndestination:/app/x\n\n{}\0");
        raw.put("a command with a blank before it", " SEND\ndestination:/app/x\n\n{}\0");
        raw.put("a byte order mark", "\uFEFFSEND\ndestination:/app/x\n\n{}\0");
        raw.put("a command of nothing but letters", "A".repeat(5_000) + "\n\n\0");
        raw.put("a header without a colon", "SEND\ndestination\n\n{}\0");
        raw.put("an escape that does not exist", "SEND\ndestination:/app/\\x\n\n{}\0");
        raw.put("an escape that is cut off", "SEND\ndestination:/app/\\\n\n{}\0");
        raw.put("an escaped tab", "SEND\ndestination:/app/\\t\n\n{}\0");
        raw.put("HTTP instead of STOMP", "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        raw.put("JSON instead of STOMP", "{\"type\":\"hello\"}");
        raw.put("another protocol's hello", "42[\"message\",{}]");
        raw.put("text without a frame", "hello");
        raw.put("a frame without an end", "SEND\ndestination:/app/x\n\nbody");
        raw.put("a frame without a body's blank line", "SEND\ndestination:/app/x\0");
        raw.put("half a frame of 100 bytes", "SEND\ndestination:" + "x".repeat(100));
        return raw.entrySet().stream().map(one -> ends(one.getKey(), MALFORMED, one.getValue()));
    }

    private static Stream<HostileCase> lengths() {
        return Stream.of("-1", "2147483648", "99999999999999999999", "text", "0x10", "1e3", "5 5")
                .map(
                        length ->
                                ends(
                                        "a content-length of '" + length + "'",
                                        "frame.malformed|frame.too.large",
                                        "SEND\ndestination:/app/x\ncontent-length:"
                                                + length
                                                + "\n\n{}\0"));
    }

    private static Stream<HostileCase> limits() {
        var manyHeaders = new StringBuilder("SEND\ndestination:/app/x\n");
        IntStream.range(0, 40).forEach(n -> manyHeaders.append("h").append(n).append(":v\n"));
        return Stream.of(
                ends("40 headers", MALFORMED, manyHeaders + "\n{}\0"),
                ends(
                        "one header 40 times",
                        MALFORMED,
                        "SEND\ndestination:/app/x\n" + "h:v\n".repeat(40) + "\n{}\0"),
                ends(
                        "a header's value of 3,000 characters",
                        MALFORMED,
                        "SEND\ndestination:/app/x\nh:" + "v".repeat(3_000) + "\n\n{}\0"),
                ends(
                        "a header's name of 3,000 characters",
                        MALFORMED,
                        "SEND\ndestination:/app/x\n" + "h".repeat(3_000) + ":v\n\n{}\0"),
                ends(
                        "a frame of 70,000 bytes",
                        "frame.too.large",
                        "SEND\ndestination:/app/x\n\n" + "x".repeat(70_000) + "\0"),
                new HostileCase(
                        "frame: one byte in each WebSocket message",
                        target -> {
                            try (var session = target.connect()) {
                                session.sendRaw("S");
                                HostileTarget.expectEnd(session, MALFORMED);
                            }
                        }));
    }

    private static Stream<HostileCase> serverFrames() {
        return Stream.of(
                        "CONNECTED",
                        "MESSAGE",
                        "RECEIPT",
                        "ERROR",
                        "BEGIN",
                        "COMMIT",
                        "ABORT",
                        "CONNECT",
                        "STOMP")
                .map(
                        command ->
                                ends(
                                        command + " from a client that is signed in",
                                        MALFORMED,
                                        command
                                                + "\ntransaction:t\naccept-version:1.2\nhost:h\n"
                                                + "message-id:m\nsubscription:s\ndestination:/x\n"
                                                + "receipt-id:r\n\n\0"));
    }

    private static Stream<HostileCase> beforeConnect() {
        return Stream.of("SEND", "SUBSCRIBE", "UNSUBSCRIBE", "ACK", "NACK", "BEGIN", "DISCONNECT")
                .map(
                        command ->
                                new HostileCase(
                                        "frame: " + command + " before CONNECT",
                                        target -> {
                                            try (var session = target.open()) {
                                                session.sendFrame(
                                                        command,
                                                        Map.of(
                                                                "id", "1",
                                                                "destination",
                                                                        "/topic/rooms/"
                                                                                + target.room(),
                                                                "transaction", "t",
                                                                "receipt", "r"),
                                                        "");
                                                HostileTarget.expectEnd(session, "auth.missing");
                                            }
                                        }));
    }

    private static Stream<HostileCase> connects() {
        return Stream.of(
                connect("no version", Map.of("accept-version", ""), "protocol.unsupported"),
                connect(
                        "a version to come",
                        Map.of("accept-version", "9.9"),
                        "protocol.unsupported"),
                connect(
                        "a version that is not spoken any more",
                        Map.of("accept-version", "1.0"),
                        "protocol.unsupported"),
                connect(
                        "a version with a blank, but no token",
                        Map.of("accept-version", " 1.2"),
                        "auth.missing"),
                connect(
                        "a heart-beat that is none",
                        Map.of("accept-version", "1.2", "heart-beat", "often"),
                        "frame.malformed"),
                connect("no token", Map.of("accept-version", "1.2"), "auth.missing"),
                connect(
                        "a login and a passcode instead of a token",
                        Map.of("accept-version", "1.2", "login", "admin", "passcode", "admin"),
                        "auth.missing"),
                connect(
                        "another kind of authorization",
                        Map.of("accept-version", "1.2", "Authorization", "Basic YWRtaW46YWRtaW4="),
                        "auth.missing"),
                connect(
                        "a bearer of nothing",
                        Map.of("accept-version", "1.2", "Authorization", "Bearer "),
                        "auth.invalid|auth.missing"),
                new HostileCase(
                        "frame: a first frame of 9,000 bytes",
                        target -> {
                            try (var session = target.open()) {
                                session.sendRaw("CONNECT\nx:" + "y".repeat(9_000));
                                HostileTarget.expectEnd(session, "frame.too.large");
                            }
                        }),
                new HostileCase(
                        "frame: CONNECT with a wrong token and a SEND in one message",
                        target -> {
                            try (var session = target.open()) {
                                session.sendRaw(
                                        "CONNECT\naccept-version:1.2\nhost:p\nAuthorization:Bearer x\n\n\0"
                                                + "SEND\ndestination:/app/rooms/"
                                                + target.room()
                                                + "/send\n\n{\"clientMsgId\":\"1\",\"text\":\"x\"}\0");
                                HostileTarget.expectEnd(session, "auth.invalid");
                                assertThat(session.frames(frame -> frame.is("RECEIPT"))).isEmpty();
                            }
                        }),
                new HostileCase(
                        "frame: a user at the address of admins",
                        target -> {
                            var address = target.suite().webSocket().resolve("/ws/admin");
                            try (var session = StompConnection.open(address)) {
                                session.sendConnect(target.attacker().accessToken());
                                HostileTarget.expectEnd(session, "role.required");
                            }
                        }));
    }

    private static HostileCase connect(String name, Map<String, String> headers, String code) {
        return new HostileCase(
                "frame: CONNECT with " + name,
                target -> {
                    try (var session = target.open()) {
                        session.sendFrame("CONNECT", headers, "");
                        HostileTarget.expectEnd(session, code);
                    }
                });
    }

    /** What is taken, and has no effect but the one it should have. */
    private static Stream<HostileCase> inert() {
        return Stream.of(
                goesOn(
                        "1,000 ends of line",
                        (target, session) -> session.sendRaw("\n".repeat(1_000))),
                goesOn(
                        "an ACK of nothing",
                        (target, session) -> session.sendFrame("ACK", Map.of("id", "none"), "")),
                goesOn(
                        "a NACK of nothing",
                        (target, session) -> session.sendFrame("NACK", Map.of("id", "none"), "")),
                goesOn(
                        "100 unsubscriptions of nothing",
                        (target, session) ->
                                IntStream.range(0, 100)
                                        .forEach(n -> session.unsubscribe("none-" + n))),
                inertHeader("selector", "T(java.lang.Runtime).getRuntime().exec('id')"),
                inertHeader("selector", "headers['x'] matches '(a+)+$'"),
                inertHeader("simpSessionId", "other"),
                inertHeader("simpUser", "admin"),
                inertHeader("simpDestination", "/topic/posts"),
                inertHeader("user", "admin"),
                inertHeader("user-name", "admin"),
                inertHeader("session", "other"),
                inertHeader("X-Parley-Internal", "secret"),
                inertHeader("X-User", "admin"),
                inertHeader("ack", "client-individual"),
                inertHeader("message-id", "forged"),
                inertHeader("x-replay", "true"),
                inertHeader("x-type", "post.published"),
                inertHeader("content-type", "application/x-java-serialized-object"),
                inertHeader("nativeHeaders", "{}"),
                inertHeader("__TypeId__", "java.lang.Runtime"),
                inertHeader("${jndi:ldap://127.0.0.1:9/x}", "${jndi:ldap://127.0.0.1:9/x}"));
    }

    private static HostileCase goesOn(
            String name, BiConsumer<HostileTarget, StompConnection> attack) {
        return new HostileCase(
                "frame: " + name,
                target -> {
                    try (var session = target.connect()) {
                        attack.accept(target, session);
                        HostileTarget.expectAlive(session);
                    }
                });
    }

    /** A message with it is the attacker's own, all the same, for everybody. */
    private static HostileCase inertHeader(String name, String value) {
        return new HostileCase(
                "frame: the header " + name + ": " + value,
                target -> {
                    try (var session = target.connect();
                            var witness = target.suite().connect(target.admin())) {
                        var topic = "/topic/rooms/" + target.room();
                        witness.subscribeAndAwait(topic, Map.of("x-tail", "0"));
                        var text = "inert " + UUID.randomUUID();
                        session.sendFrame(
                                "SEND",
                                Map.of(
                                        "destination",
                                        "/app/rooms/" + target.room() + "/send",
                                        "receipt",
                                        text,
                                        name,
                                        value),
                                "{\"clientMsgId\":\"%s\",\"text\":\"%s\"}"
                                        .formatted(text.substring(6, 40), text));
                        session.awaitReceipt(text);
                        var seen =
                                witness.await(
                                        frame ->
                                                frame.is("MESSAGE") && frame.body().contains(text));
                        assertThat(seen.json().at("/actor/id").asString())
                                .isEqualTo(target.attacker().id());
                        assertThat(seen.headers()).doesNotContainEntry(name, value);
                    }
                });
    }

    private static Stream<HostileCase> bodies() {
        var wrong = new LinkedHashMap<String, String>();
        wrong.put("no JSON", "text");
        wrong.put("nothing", "");
        wrong.put("a list", "[]");
        wrong.put("a number", "7");
        wrong.put("null", "null");
        wrong.put("cut off", "{\"clientMsgId\":\"1\",\"text\":\"x\"");
        wrong.put("two values", "{\"clientMsgId\":\"1\",\"text\":\"x\"} {}");
        wrong.put("no id", "{\"text\":\"x\"}");
        wrong.put("an empty id", "{\"clientMsgId\":\"\",\"text\":\"x\"}");
        wrong.put("an id of 65 characters", message("i".repeat(65), "x"));
        wrong.put("an id that is a number", "{\"clientMsgId\":1,\"text\":\"x\"}");
        wrong.put("an id that is a list", "{\"clientMsgId\":[\"1\"],\"text\":\"x\"}");
        wrong.put("no text", "{\"clientMsgId\":\"1\"}");
        wrong.put("an empty text", message("1", ""));
        wrong.put("a blank text", message("1", "   \\t\\n "));
        wrong.put("a text of 8,001 characters", message("1", "x".repeat(8_001)));
        wrong.put("a text with U+0000", message("1", "a\\u0000b"));
        wrong.put("a text with half a surrogate pair", message("1", "a\\ud800b"));
        wrong.put("a text that is a number", "{\"clientMsgId\":\"1\",\"text\":7}");
        wrong.put("a text that is an object", "{\"clientMsgId\":\"1\",\"text\":{\"$ne\":null}}");
        wrong.put("an answer to no message id", reply("x"));
        wrong.put("an answer to SQL", reply("' OR 1=1 --"));
        wrong.put("nested 2,000 deep", "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}");
        wrong.put(
                "a type to make",
                "{\"@class\":\"java.lang.Runtime\",\"@type\":\"x\",\"text\":\"x\"}");
        return wrong.entrySet().stream()
                .map(
                        one ->
                                new HostileCase(
                                        "body: " + one.getKey(),
                                        target -> {
                                            try (var session = target.connect()) {
                                                var receipt = UUID.randomUUID().toString();
                                                session.sendFrame(
                                                        "SEND",
                                                        Map.of(
                                                                "destination",
                                                                "/app/rooms/"
                                                                        + target.room()
                                                                        + "/send",
                                                                "receipt",
                                                                receipt),
                                                        one.getValue());
                                                HostileTarget.expectRefusal(
                                                        session, receipt, "validation.failed");
                                            }
                                        }));
    }

    private static HostileCase ends(String name, String code, String raw) {
        return new HostileCase(
                "frame: " + name,
                target -> {
                    try (var session = target.connect()) {
                        session.sendRaw(raw);
                        HostileTarget.expectEnd(session, code);
                    }
                });
    }

    private static String message(String id, String text) {
        return "{\"clientMsgId\":\"%s\",\"text\":\"%s\"}".formatted(id, text);
    }

    private static String reply(String to) {
        return "{\"clientMsgId\":\"1\",\"text\":\"x\",\"replyTo\":\"%s\"}".formatted(to);
    }
}
