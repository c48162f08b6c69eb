package io.parley.system.change;

import io.parley.system.Api;
import io.parley.system.HostileCase;
import io.parley.system.HostileTarget;
import io.parley.test.StompConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Changes of messages that are not one's own, not there, or no changes at all. */
public final class HostileChanges {

    private static final String INVALID = "validation.failed";
    private static final String MISSING = "message.not.found";
    private static final String DENIED = "policy.denied|role.required";
    private static final String HIDDEN = "room.not.found";

    /** Stands for the seq of a message of the admin. */
    private static final String THEIRS = "#theirs#";

    private HostileChanges() {}

    public static Stream<HostileCase> cases() {
        return Stream.of(notOnesOwn(), inOthersRooms(), missing(), malformed(), overRest())
                .flatMap(each -> each);
    }

    private static Stream<HostileCase> notOnesOwn() {
        return Stream.of(
                frame("edit another's message", "edit", DENIED, "\"text\":\"forbidden\""),
                frame("delete another's message", "delete", DENIED, "\"reason\":\"mine now\""),
                frame("pin in a group", "pin", DENIED, ""),
                frame("unpin in a group", "unpin", DENIED, ""));
    }

    private static HostileCase frame(String name, String verb, String code, String more) {
        var body = "\"seq\":" + THEIRS + (more.isEmpty() ? "" : "," + more);
        return frame(name, verb, code, body, false);
    }

    private static Stream<HostileCase> inOthersRooms() {
        var bodies = new LinkedHashMap<String, String>();
        bodies.put("edit", "\"seq\":1,\"text\":\"forbidden\"");
        bodies.put("delete", "\"seq\":1");
        bodies.put("react", reaction("\ud83d\udc4d", "add"));
        bodies.put("pin", "\"seq\":1");
        bodies.put("unpin", "\"seq\":1");
        bodies.put("send", "\"text\":\"forbidden\",\"replySeq\":1");
        bodies.put("read", "\"seq\":1");
        return bodies.entrySet().stream()
                .map(
                        one ->
                                frame(
                                        one.getKey() + " in a room of others",
                                        one.getKey(),
                                        HIDDEN,
                                        one.getValue(),
                                        true));
    }

    private static Stream<HostileCase> missing() {
        return Stream.of("999999", "9007199254740991", "9223372036854775807")
                .flatMap(
                        seq ->
                                Stream.of(
                                        Map.entry("edit", "\"text\":\"x\",\"seq\":" + seq),
                                        Map.entry("delete", "\"seq\":" + seq),
                                        Map.entry("send", "\"text\":\"x\",\"replySeq\":" + seq),
                                        Map.entry(
                                                "react",
                                                "\"emoji\":\"\ud83d\udc4d\",\"op\":\"add\",\"seq\":"
                                                        + seq)))
                .map(
                        one ->
                                frame(
                                        one.getKey() + " what is not there: " + one.getValue(),
                                        one.getKey(),
                                        MISSING + "|" + INVALID,
                                        one.getValue(),
                                        false));
    }

    private static Stream<HostileCase> malformed() {
        var bodies = new LinkedHashMap<String, String>();
        bodies.put("edit: no seq", "\"text\":\"x\"");
        bodies.put("edit: no text", "\"seq\":1");
        bodies.put("edit: an empty text", "\"seq\":1,\"text\":\"\"");
        bodies.put("edit: 8,001 characters", "\"seq\":1,\"text\":\"" + "x".repeat(8_001) + "\"");
        bodies.put("edit: version 0", "\"seq\":1,\"text\":\"x\",\"ifVersion\":0");
        bodies.put("edit: half a version", "\"seq\":1,\"text\":\"x\",\"ifVersion\":1.5");
        bodies.put("edit: U+0000", "\"seq\":1,\"text\":\"a\\u0000b\"");
        bodies.put("delete: seq 0", "\"seq\":0");
        bodies.put("delete: seq -1", "\"seq\":-1");
        bodies.put("delete: seq 1e400", "\"seq\":1e400");
        bodies.put("delete: seq as a text", "\"seq\":\"1\"");
        bodies.put("delete: a list of seqs", "\"seq\":[1,2]");
        bodies.put(
                "delete: a reason of 60 kB", "\"seq\":1,\"reason\":\"" + "x".repeat(30_000) + "\"");
        bodies.put("react: letters", reaction("ok", "add"));
        bodies.put("react: a digit", reaction("1", "add"));
        bodies.put("react: two emoji", reaction("\ud83d\udc4d\ud83d\udc4d", "add"));
        bodies.put("react: markup", reaction("<img src=x onerror=alert(1)>", "add"));
        bodies.put("react: half an emoji", reaction("\\ud83d", "add"));
        bodies.put("react: nothing", reaction("", "add"));
        bodies.put("react: 1,000 joined", reaction("\ud83d\udc68\u200d".repeat(1_000), "add"));
        bodies.put("react: toggle", reaction("\ud83d\udc4d", "toggle"));
        bodies.put("react: ADD", reaction("\ud83d\udc4d", "ADD"));
        bodies.put(
                "react: in the name of another",
                "\"seq\":1,\"changes\":[{\"userId\":\"x\",\"emoji\":\"\ud83d\udc4d\"}]");
        bodies.put("read: no seq", "\"op\":\"read\"");
        bodies.put("read: seq -1", "\"seq\":-1");
        bodies.put("read: beyond what JSON carries", "\"seq\":9007199254740992");
        bodies.put("read: toggle", "\"seq\":1,\"op\":\"toggle\"");
        bodies.put("read: in the name of another", "\"userId\":\"x\",\"seq\":\"1\"");
        bodies.put("typing: no state", "\"seq\":1");
        bodies.put("typing: for ever", "\"state\":\"forever\"");
        bodies.put("typing: asks for a receipt", "\"state\":\"start\"");
        bodies.put("pin: no seq", "\"text\":\"x\"");
        bodies.put("unpin: no seq", "\"text\":\"x\"");
        return bodies.entrySet().stream()
                .map(
                        one ->
                                frame(
                                        one.getKey(),
                                        one.getKey().substring(0, one.getKey().indexOf(':')),
                                        INVALID,
                                        one.getValue(),
                                        false));
    }

    private static String reaction(String emoji, String op) {
        return "\"seq\":1,\"emoji\":\"%s\",\"op\":\"%s\"".formatted(emoji, op);
    }

    private static HostileCase frame(
            String name, String verb, String code, String body, boolean isHidden) {
        return new HostileCase(
                "change: " + (name.length() > 80 ? name.substring(0, 80) : name),
                target -> {
                    try (var session = target.connect()) {
                        var seq = body.contains(THEIRS) ? Long.toString(theirs(target)) : "";
                        var receipt = UUID.randomUUID().toString();
                        session.sendFrame(
                                "SEND",
                                Map.of(
                                        "destination",
                                        "/app/rooms/%s/%s"
                                                .formatted(
                                                        isHidden ? target.hidden() : target.room(),
                                                        verb),
                                        "receipt",
                                        receipt),
                                "{\"clientMsgId\":\"%s\",%s}"
                                        .formatted(receipt, body.replace(THEIRS, seq)));
                        HostileTarget.expectRefusal(session, receipt, code);
                    }
                });
    }

    /** The seq of a message that the admin has just sent. */
    private static long theirs(HostileTarget target) {
        try (StompConnection session = target.suite().connect(target.admin())) {
            session.sendAndAwait(
                    "/app/rooms/" + target.room() + "/send",
                    Map.of("clientMsgId", UUID.randomUUID().toString(), "text", "theirs"));
        }
        return target.suite()
                .api()
                .as(target.admin())
                .get("/messages/history/" + target.room() + "?limit=1")
                .expect(200)
                .at("/items/0/seq")
                .asLong();
    }

    private static Stream<HostileCase> overRest() {
        return Stream.concat(writing(), reading());
    }

    private static Stream<HostileCase> writing() {
        var thumb = "/reactions/%F0%9F%91%8D";
        return Stream.of(
                theirs("PATCH", "messages/" + THEIRS, "{\"text\":\"mine\"}", "403 policy.denied"),
                theirs("DELETE", "messages/" + THEIRS, "", "403 role.required"),
                theirs("PUT", "pins/" + THEIRS, "", "403 role.required"),
                theirs("DELETE", "pins/" + THEIRS, "", "403 role.required"),
                theirs("PUT", "messages/" + THEIRS + thumb + "%F0%9F%91%8D", "", "422 " + INVALID),
                theirs("PUT", "messages/" + THEIRS + "/reactions/%2e%2e", "", "404 not.found"),
                theirs("PUT", "messages/" + THEIRS + thumb + "%2F..", "", "404 not.found"),
                hidden("POST", "messages", "{\"clientMsgId\":\"x\",\"text\":\"forbidden\"}"),
                hidden("PATCH", "messages/1", "{\"text\":\"forbidden\"}"),
                hidden("DELETE", "messages/1", ""),
                hidden("PUT", "messages/1" + thumb, ""),
                hidden("PUT", "read", "{\"seq\":1}"),
                hidden("PUT", "pins/1", ""));
    }

    private static HostileCase theirs(String method, String path, String body, String refusal) {
        return new HostileCase(
                "change over REST: %s %s of another".formatted(method, path),
                target -> {
                    var seq = Long.toString(theirs(target));
                    write(target, method, target.room(), path.replace(THEIRS, seq), body)
                            .expectRefusalIn(refusal);
                });
    }

    private static HostileCase hidden(String method, String path, String body) {
        return new HostileCase(
                "change over REST: %s %s in a room of others".formatted(method, path),
                target ->
                        write(target, method, target.hidden(), path, body)
                                .expectProblem(404, HIDDEN));
    }

    private static Api.Answer write(
            HostileTarget target, String method, String room, String path, String body) {
        return target.asAttacker()
                .request(method, "/api/v1/rooms/%s/%s".formatted(room, path), Map.of(), body);
    }

    private static Stream<HostileCase> reading() {
        return Stream.of(
                missing("versions"),
                missing("reactions"),
                hidden("pins"),
                hidden("messages/1?fold=true"),
                hidden("messages/1/versions"),
                hidden("messages/1/reactions"),
                new HostileCase(
                        "change over REST: follow the changes of a room of others",
                        target ->
                                target.asAttacker()
                                        .get(
                                                "/messages/history/%s/changes?after=0"
                                                        .formatted(target.hidden()))
                                        .expectProblem(404, HIDDEN)));
    }

    private static HostileCase missing(String what) {
        return new HostileCase(
                "change over REST: read the %s of what is not there".formatted(what),
                target ->
                        target.asAttacker()
                                .get(
                                        "/api/v1/rooms/%s/messages/999999/%s"
                                                .formatted(target.room(), what))
                                .expectProblem(404, MISSING));
    }

    private static HostileCase hidden(String path) {
        return new HostileCase(
                "change over REST: read %s in a room of others".formatted(path),
                target ->
                        target.asAttacker()
                                .get("/api/v1/rooms/%s/%s".formatted(target.hidden(), path))
                                .expectProblem(404, HIDDEN));
    }
}
