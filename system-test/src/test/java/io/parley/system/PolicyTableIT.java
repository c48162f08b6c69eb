package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * The decision table at the real entries: STOMP on two pods, and REST. Rows are drawn by a seed;
 * {@code -Dpolicy.seed=N} repeats a run, {@code -Dpolicy.rows=N} draws so many.
 */
@WholeSuite
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PolicyTableIT {

    /**
     * Role, kind and standing, then READ, POST, MANAGE, MUTE, CLAIM, LEAVE, as agreed and not as
     * computed: the rows of MessagingPolicyTest that people can bring about. An admin who goes does
     * so by managing.
     */
    private static final String TABLE =
            """
            ADMIN direct   member    yes    yes      denied denied denied denied
            ADMIN group    none      hidden hidden   yes    yes    denied -
            ADMIN group    member    yes    yes      yes    yes    denied -
            ADMIN group    spectator yes    readonly yes    yes    denied -
            ADMIN group    muted     yes    readonly yes    yes    denied -
            ADMIN announce none      hidden hidden   yes    yes    denied -
            ADMIN announce member    yes    yes      yes    yes    denied -
            ADMIN announce spectator yes    readonly yes    yes    denied -
            ADMIN announce muted     yes    readonly yes    yes    denied -
            ADMIN support  none      hidden hidden   hidden hidden hidden hidden
            ADMIN support  member    yes    yes      denied yes    yes    denied
            ADMIN support  muted     yes    readonly denied yes    yes    denied
            USER  direct   none      hidden hidden   hidden hidden hidden hidden
            USER  direct   member    yes    yes      role   role   role   denied
            USER  group    none      hidden hidden   hidden hidden hidden hidden
            USER  group    member    yes    yes      role   role   role   yes
            USER  group    spectator yes    readonly role   role   role   yes
            USER  group    muted     yes    readonly role   role   role   yes
            USER  group    banned    hidden hidden   hidden hidden hidden hidden
            USER  group    left      hidden hidden   hidden hidden hidden hidden
            USER  announce none      hidden hidden   hidden hidden hidden hidden
            USER  announce member    yes    readonly role   role   role   yes
            USER  announce spectator yes    readonly role   role   role   yes
            USER  announce muted     yes    readonly role   role   role   yes
            USER  announce banned    hidden hidden   hidden hidden hidden hidden
            USER  announce left      hidden hidden   hidden hidden hidden hidden
            USER  support  none      hidden hidden   hidden hidden hidden hidden
            USER  support  member    yes    yes      role   role   role   denied
            USER  support  muted     yes    readonly role   role   role   denied
            """;

    private static final Map<String, String> CODES =
            Map.of(
                    "hidden", "room.not.found",
                    "readonly", "room.readonly",
                    "role", "role.required",
                    "denied", "policy.denied");

    private static final int TRIES_FOR_A_POD = 40;

    private final Suite suite;
    private final Suite.Account admin;
    private final Suite.Account user;
    private final Suite.Account other;

    PolicyTableIT(Suite suite) {
        this.suite = suite;
        this.admin = suite.admin();
        this.user = suite.newUser();
        this.other = suite.newUser();
    }

    private record Row(
            String role,
            String kind,
            String standing,
            String read,
            String post,
            String manage,
            String mute,
            String claim,
            String leave) {

        static Row of(String line) {
            var words = line.split(" +", -1);
            return new Row(
                    words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7],
                    words[8]);
        }
    }

    @Test
    void everyEntryAnswersAsTheTableSays() {
        var seed = Long.getLong("policy.seed", System.nanoTime());
        var rows = new ArrayList<>(TABLE.lines().map(Row::of).toList());
        Collections.shuffle(rows, new Random(seed));
        var drawn = rows.subList(0, Math.min(rows.size(), Integer.getInteger("policy.rows", 14)));

        var wrong = new ArrayList<String>();
        try (var pods = new Pods()) {
            drawn.forEach(row -> check(row, pods, wrong));
        }

        assertThat(wrong).as("policy.seed=%d", seed).isEmpty();
    }

    private void check(Row row, Pods pods, List<String> wrong) {
        var person = row.role.equals("ADMIN") ? admin : user;
        var room = arrange(row, person);
        var api = suite.api().as(person);
        var expected = new LinkedHashMap<String, String>();
        var found = new LinkedHashMap<String, String>();
        pods.of(person)
                .forEach(
                        (pod, session) -> {
                            expected.put("SUBSCRIBE at " + pod, row.read);
                            found.put("SUBSCRIBE at " + pod, subscribe(session, room));
                            expected.put("joinRoom at " + pod, row.read);
                            found.put("joinRoom at " + pod, join(session, room));
                            expected.put("SEND at " + pod, row.post);
                            found.put("SEND at " + pod, send(session, room));
                        });
        expected.put("history", row.read);
        found.put("history", text(api.get("/messages/history/" + room)));
        expected.put("members", row.read.equals("yes") ? "yes" : row.manage);
        found.put("members", text(api.get(members(room))));
        expected.put("rename", row.manage);
        found.put("rename", text(api.patch("/api/v1/rooms/" + room, Map.of("name", "New"))));
        expected.put("bans", row.manage);
        found.put("bans", text(api.get("/api/v1/rooms/" + room + "/bans")));
        expected.put("mute", row.mute);
        found.put("mute", text(api.put(mute(room, muted(row)), soon())));
        expected.put("claim", row.claim);
        found.put("claim", text(api.put("/api/v1/rooms/" + room + "/claim", Map.of())));
        if (!row.leave.equals("-")) {
            expected.put("leave", row.leave);
            found.put("leave", text(api.delete(members(room) + "/" + person.id())));
        }
        expected.forEach(
                (entry, code) -> {
                    if (!code.equals(found.get(entry))) {
                        wrong.add(row + ": " + entry + " answered " + found.get(entry));
                    }
                });
    }

    /** Makes a room where the person has that standing, as an admin does it. */
    private String arrange(Row row, Suite.Account person) {
        return switch (row.kind) {
            case "direct" -> direct(row.standing.equals("none") ? other : user);
            case "support" -> support(row, person);
            default -> group(row, person);
        };
    }

    private String direct(Suite.Account with) {
        var opened = admin().post("/api/v1/dm/" + with.id(), Map.of());
        return opened.expect(opened.response().statusCode()).path("id").asString();
    }

    private String support(Row row, Suite.Account person) {
        var isAgent = row.role.equals("ADMIN") && !row.standing.equals("none");
        var customer = row.role.equals("USER") && row.standing.equals("none") ? other : user;
        var agents = isAgent || row.role.equals("USER") ? List.of(admin.id()) : List.of();
        var queue =
                admin().post("/api/v1/support/queues", Map.of("name", "Help", "agents", agents))
                        .expect(201)
                        .path("id")
                        .asString();
        var room =
                suite.api()
                        .as(customer)
                        .post("/api/v1/support/queues/" + queue + "/room", Map.of())
                        .expect(201)
                        .path("id")
                        .asString();
        if (row.standing.equals("muted")) {
            admin().put(mute(room, person), soon()).expect(200);
        }
        return room;
    }

    private String group(Row row, Suite.Account person) {
        var inside = new ArrayList<>(List.of(other.id()));
        if (row.role.equals("USER") && !row.standing.equals("none")) {
            inside.add(person.id());
        }
        var wanted = Map.of("kind", row.kind, "name", "Room", "members", inside);
        var room = admin().post("/api/v1/rooms", wanted).expect(201).path("id").asString();
        var member = members(room) + "/" + person.id();
        switch (row.standing) {
            case "none" -> {
                if (row.role.equals("ADMIN")) {
                    admin().delete(member).expect(204);
                }
            }
            case "left" -> suite.api().as(person).delete(member).expect(204);
            case "spectator" -> admin().put(member, Map.of("standing", "spectator")).expect(200);
            case "muted" -> admin().put(mute(room, person), soon()).expect(200);
            case "banned" ->
                    admin().put("/api/v1/rooms/" + room + "/bans/" + person.id(), Map.of())
                            .expect(204);
            default -> {}
        }
        return room;
    }

    /** Somebody inside, so that nothing but the policy refuses. */
    private Suite.Account muted(Row row) {
        return switch (row.kind) {
            case "group", "announce" -> other;
            default -> user;
        };
    }

    private Api admin() {
        return suite.api().as(admin);
    }

    private static String members(String room) {
        return "/api/v1/rooms/" + room + "/members";
    }

    private static String mute(String room, Suite.Account person) {
        return members(room) + "/" + person.id() + "/mute";
    }

    private static Map<String, Object> soon() {
        return Map.of("until", Instant.now().plusSeconds(3_600).toString());
    }

    private static String subscribe(StompConnection session, String room) {
        var receipt = "subscribed-" + UUID.randomUUID();
        session.subscribe("/topic/rooms/" + room, Map.of("receipt", receipt));
        return outcome(session, receipt);
    }

    private static String join(StompConnection session, String room) {
        return outcome(session, session.send("/app/joinRoom", Map.of("roomId", room)));
    }

    private static String send(StompConnection session, String room) {
        var body = Map.of("clientMsgId", UUID.randomUUID().toString(), "text", "hello");
        return outcome(session, session.send("/app/rooms/" + room + "/send", body));
    }

    private static String outcome(StompConnection session, String receipt) {
        var answer =
                session.await(
                        frame ->
                                receipt.equals(frame.header("receipt-id"))
                                        || frame.body().contains("\"" + receipt + "\""));
        return answer.is("RECEIPT") ? "yes" : named(answer.json());
    }

    private static String text(Api.Answer answer) {
        var status = answer.response().statusCode();
        return status < 300 ? "yes" : named(answer.expect(status));
    }

    private static String named(JsonNode problem) {
        var code = problem.path("code").asString();
        return CODES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(code))
                .map(Map.Entry::getKey)
                .findAny()
                .orElse(code);
    }

    /** A session of each person on each of the two pods. */
    private final class Pods implements AutoCloseable {

        private final Map<Suite.Account, Map<String, StompConnection>> sessions =
                Map.of(admin, onBothPods(admin), user, onBothPods(user));

        Map<String, StompConnection> of(Suite.Account person) {
            return sessions.getOrDefault(person, Map.of());
        }

        private Map<String, StompConnection> onBothPods(Suite.Account person) {
            var found = new LinkedHashMap<String, StompConnection>();
            for (var i = 0; i < TRIES_FOR_A_POD && found.size() < 2; i++) {
                var session = suite.connect(person);
                var connected = session.frames(frame -> frame.is("CONNECTED")).getFirst();
                if (found.putIfAbsent(node(connected), session) != null) {
                    session.close();
                }
            }
            assertThat(found).as("sessions on two pods").hasSize(2);
            return found;
        }

        private static String node(StompFrame connected) {
            var node = connected.header("x-node");
            assertThat(node).isNotNull();
            return String.valueOf(node);
        }

        @Override
        public void close() {
            sessions.values().forEach(each -> each.values().forEach(StompConnection::close));
        }
    }
}
