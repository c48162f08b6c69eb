package io.parley.system;

import io.parley.test.StompConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Places where a user may not send and may not listen. */
final class HostileDestinations {

    private static final String DENIED = "policy.denied";
    private static final String HIDDEN = "room.not.found";

    /** What is a place, but not this person's; all else is no place. */
    private static final Map<String, String> OTHER_ANSWERS =
            Map.of(
                    "a room of others",
                    HIDDEN,
                    "a room that does not exist",
                    HIDDEN,
                    "oneself",
                    "validation.failed");

    private static final List<String> CHANGES = List.of("edit", "delete", "react", "pin", "unpin");
    private static final String OF_OTHERS = " in a room of others";

    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    private HostileDestinations() {}

    static Stream<HostileCase> cases() {
        return Stream.concat(listening(), sending());
    }

    private static Stream<HostileCase> listening() {
        var places = new LinkedHashMap<String, Function<HostileTarget, String>>();
        denied("/topic/rooms/*", places);
        denied("/topic/rooms/**", places);
        denied("/topic/rooms/{roomId}", places);
        denied("/topic/rooms/?", places);
        denied("/topic/*", places);
        denied("/topic/**", places);
        denied("/**", places);
        denied("*", places);
        denied(">", places);
        denied("#", places);
        denied("/", places);
        denied("/topic", places);
        denied("/topic/", places);
        denied("/topic/rooms", places);
        denied("/topic/rooms/", places);
        denied("/topic/rooms/1", places);
        denied("/topic/rooms/../posts", places);
        denied("/topic/rooms/%2e%2e/posts", places);
        denied("/topic/rooms/..%2fposts", places);
        denied("/topic/rooms//", places);
        denied("/topic/posts/", places);
        denied("/topic/posts/admins", places);
        denied("/Topic/Posts", places);
        denied("/TOPIC/POSTS", places);
        denied("/queue/inbox", places);
        denied("/queue/errors", places);
        denied("/user/queue/inbox-user1", places);
        denied("/user/admin/queue/inbox", places);
        denied("/user/queue/inbox/", places);
        denied("/user/queue/presence/", places);
        denied("/user/queue/presence/watch", places);
        denied("/user/queue/*", places);
        denied("/user/**", places);
        denied("/user", places);
        denied("/exchange/chat/x", places);
        denied("/amq/queue/x", places);
        denied("/temp-queue/x", places);
        denied("/app/rooms", places);
        denied("/topic/rooms/${jndi:ldap://127.0.0.1:9/x}", places);
        denied("/topic/rooms/' OR '1'='1", places);
        denied("/topic/rooms/\u202e", places);
        denied("/topic/" + "a/".repeat(900), places);
        places.put("a room of others", target -> "/topic/rooms/" + target.hidden());
        places.put("a room that does not exist", _ -> "/topic/rooms/" + UUID.randomUUID());
        places.put("a room and a blank", target -> "/topic/rooms/" + target.room() + " ");
        places.put("a room and a slash", target -> "/topic/rooms/" + target.room() + "/");
        places.put("a room's files", target -> "/topic/rooms/" + target.room() + "/files");
        places.put("two rooms", target -> "/topic/rooms/" + target.room() + "," + target.hidden());
        places.put("a room's id in braces", target -> "/topic/rooms/{" + target.hidden() + "}");
        places.put(
                "a room's id without dashes",
                target -> "/topic/rooms/" + target.room().replace("-", ""));
        places.put(
                "another person's queue",
                target -> "/user/" + target.admin().id() + "/queue/inbox");
        return places.entrySet().stream()
                .map(
                        place ->
                                refused(
                                        "listen at",
                                        place.getKey(),
                                        place.getValue(),
                                        HostileDestinations::subscribe));
    }

    private static Stream<HostileCase> sending() {
        var places = new LinkedHashMap<String, Function<HostileTarget, String>>();
        denied("/topic/posts", places);
        denied("/user/queue/inbox", places);
        denied("/user/queue/errors", places);
        denied("/queue/x", places);
        denied("/app", places);
        denied("/app/", places);
        denied("/app/**", places);
        denied("/app/rooms/*/send", places);
        denied("/app/rooms/{roomId}/send", places);
        denied("/app/rooms//send", places);
        denied("/app/rooms/1/send", places);
        denied("/app/rooms/../session/token", places);
        denied("/app/dm/*/send", places);
        denied("/app/dm/admin/send", places);
        denied("/app/dm//send", places);
        denied("/app/dm/' OR 1=1 --/send", places);
        denied("/APP/ROOMS/X/SEND", places);
        denied("/app/admin/ban", places);
        denied("/app/session", places);
        denied("/app/presence/", places);
        denied("/app/presence/watch/all", places);
        denied("/app/presence/leases", places);
        denied("/app/sendmessage", places);
        denied("/internal/rooms", places);
        denied("/actuator/shutdown", places);
        places.put("a room of others", target -> "/app/rooms/" + target.hidden() + "/send");
        places.put("a room that does not exist", _ -> "/app/rooms/" + UUID.randomUUID() + "/send");
        places.put("a room's feed", target -> "/topic/rooms/" + target.room());
        places.put("a room and more", target -> "/app/rooms/" + target.room() + "/send/all");
        places.put("a room's files", target -> "/app/rooms/" + target.room() + "/files");
        places.put("a person's edit", target -> "/app/dm/" + target.attacker().id() + "/edit");
        for (var change : CHANGES) {
            places.put(
                    change + OF_OTHERS, target -> "/app/rooms/" + target.hidden() + "/" + change);
        }
        places.put("a room in capitals", target -> "/app/rooms/" + target.room() + "/SEND");
        places.put("another user", HostileDestinations::otherUser);
        places.put("nobody", _ -> "/app/dm/" + UUID.randomUUID() + "/send");
        places.put("oneself", target -> "/app/dm/" + target.attacker().id() + "/send");
        return places.entrySet().stream()
                .map(
                        place ->
                                refused(
                                        "send to",
                                        place.getKey(),
                                        place.getValue(),
                                        HostileDestinations::send));
    }

    private interface Way {
        String go(StompConnection session, String destination);
    }

    private static HostileCase refused(
            String verb, String place, Function<HostileTarget, String> destination, Way way) {
        return new HostileCase(
                "destination: " + verb + " " + shortened(place),
                target -> {
                    try (var session = target.connect()) {
                        var receipt = way.go(session, destination.apply(target));
                        HostileTarget.expectRefusal(session, receipt, answer(place));
                    }
                });
    }

    private static String answer(String place) {
        return place.endsWith(OF_OTHERS) ? HIDDEN : OTHER_ANSWERS.getOrDefault(place, DENIED);
    }

    private static String subscribe(StompConnection session, String destination) {
        var receipt = UUID.randomUUID().toString();
        session.subscribe(destination, Map.of("receipt", receipt, "x-tail", "10"));
        return receipt;
    }

    private static String send(StompConnection session, String destination) {
        var receipt = UUID.randomUUID().toString();
        session.sendFrame(
                "SEND",
                Map.of("destination", destination, "receipt", receipt),
                """
                {"clientMsgId":"%s","text":"forbidden","seq":1,"emoji":"👍","op":"add"}
                """
                        .strip()
                        .formatted(receipt));
        return receipt;
    }

    private static void denied(String place, Map<String, Function<HostileTarget, String>> places) {
        places.put(place, _ -> place);
    }

    private static String otherUser(HostileTarget target) {
        return "/app/dm/" + target.suite().newUser().id() + "/send";
    }

    private static String shortened(String text) {
        var printable =
                UNPRINTABLE
                        .matcher(text)
                        .replaceAll(one -> "U+%04X".formatted(one.group().codePointAt(0)));
        return printable.length() > 60 ? printable.substring(0, 60) + "…" : printable;
    }
}
