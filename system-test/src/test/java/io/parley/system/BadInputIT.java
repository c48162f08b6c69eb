package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each wrong input gets its error, and sessions on both pods go on as if nothing had happened. */
@WholeSuite
class BadInputIT {

    private static final int PROTOCOL_ERROR = 4009;

    private final Suite suite;
    private final Suite.Account admin;
    private final Suite.Account user;
    private final String room;
    private List<StompConnection> bystanders = List.of();

    BadInputIT(Suite suite) {
        this.suite = suite;
        this.admin = suite.admin();
        this.user = suite.newUser();
        this.room = suite.newRoom(admin, user);
    }

    @BeforeEach
    void connectBystanders() {
        bystanders = List.of(suite.connect(admin), suite.connect(admin));
        for (var bystander : bystanders) {
            bystander.subscribeAndAwait(topic(room), Map.of("x-tail", "0"));
        }
    }

    @AfterEach
    void bystandersHaveNotNoticed() {
        var text = "after " + UUID.randomUUID();
        bystanders.getFirst().sendAndAwait(send(room), Map.of("clientMsgId", text, "text", text));
        for (var bystander : bystanders) {
            bystander.await(frame -> frame.is("MESSAGE") && frame.body().contains(text));
            assertThat(bystander.closeCode()).isEmpty();
            assertThat(bystander.frames(frame -> frame.is("ERROR"))).isEmpty();
            bystander.close();
        }
    }

    @Test
    void restRefusesEachWrongBodyAndPath() {
        var me = suite.api().as(user);

        me.postText("/auth/login", "{").expectProblem(400, "frame.malformed");
        me.postText("/auth/login", "[]").expectProblem(400, "frame.malformed");
        me.post("/auth/register", Map.of("username", "x")).expectProblem(422, "validation.failed");
        me.postText("/auth/login", " ".repeat(8 * 1024 * 1024))
                .expectProblem(413, "frame.too.large");
        me.get("/messages/history/" + UUID.randomUUID()).expectProblem(404, "room.not.found");
        me.get("/no/such/path").expectProblem(404, "not.found");
        me.post("/posts", Map.of("title", "t", "body", "b")).expectProblem(403, "role.required");
    }

    @Test
    void restRefusesWrongTokens() {
        var tokens = SuiteTokens.of(suite);

        suite.api().get("/messages/history/" + room).expectProblem(401, "auth.missing");
        suite.api().withToken("nonsense").get("/api/v1/me").expectProblem(401, "auth.invalid");
        suite.api()
                .withToken(tokens.forged(user))
                .get("/messages/history/" + room)
                .expectProblem(401, "auth.invalid");
        suite.api()
                .withToken(tokens.expired(user))
                .get("/messages/history/" + room)
                .expectProblem(401, "auth.expired");
    }

    @Test
    void connectIsRefusedWithAWrongToken() {
        var tokens = SuiteTokens.of(suite);

        expectFatal("auth.invalid", session -> session.sendConnect("nonsense"));
        expectFatal("auth.invalid", session -> session.sendConnect(tokens.forged(user)));
        expectFatal("auth.expired", session -> session.sendConnect(tokens.expired(user)));
        expectFatal(
                "auth.missing",
                session ->
                        session.sendFrame(
                                "CONNECT", Map.of("accept-version", "1.2", "host", "p"), ""));
    }

    @Test
    void nothingIsDoneBeforeConnect() {
        expectFatal(
                "auth.missing", session -> session.subscribe(topic(room), Map.of("x-tail", "0")));
        expectFatal("frame.malformed", session -> session.sendRaw("HELLO\n\n\0"));
    }

    @Test
    void aSessionThatNeverConnectsIsClosed() {
        try (var session = StompConnection.open(suite.webSocket())) {
            assertThat(session.awaitClose()).isEqualTo(PROTOCOL_ERROR);
        }
    }

    @Test
    void aSecondConnectEndsTheSession() {
        try (var session = suite.connect(user)) {
            session.sendConnect(user.accessToken());

            assertThat(code(session.await(frame -> frame.is("ERROR"))))
                    .isEqualTo("frame.malformed");
            assertThat(session.awaitClose()).isEqualTo(PROTOCOL_ERROR);
        }
    }

    @Test
    void framesThatAreNoStompOrTooLargeEndTheSession() {
        try (var session = suite.connect(user)) {
            session.sendRaw("this is\nno frame");
            assertThat(code(session.await(frame -> frame.is("ERROR"))))
                    .isEqualTo("frame.malformed");
            assertThat(session.awaitClose()).isEqualTo(PROTOCOL_ERROR);
        }
        try (var session = suite.connect(user)) {
            session.sendFrame(
                    "SEND", Map.of("destination", send(room)), "x".repeat(2 * 1024 * 1024));
            assertThat(session.awaitClose()).isIn(PROTOCOL_ERROR, 1009);
        }
    }

    @Test
    void aWrongSendIsAnsweredAndTheSessionGoesOn() {
        var stranger = suite.newUser();
        try (var session = suite.connect(user)) {
            session.subscribeAndAwait("/user/queue/errors", Map.of());

            expectError(session, "validation.failed", send(room), "{\"text\":");
            expectError(session, "validation.failed", send(room), "{\"text\":\"no id\"}");
            expectError(
                    session, "room.not.found", send(UUID.randomUUID().toString()), message("1"));
            expectError(
                    session, "policy.denied", "/app/dm/" + stranger.id() + "/send", message("2"));
            expectError(session, "policy.denied", "/app/no/such/place", message("3"));

            session.sendAndAwait(send(room), Map.of("clientMsgId", "4", "text", "still here"));
        }
    }

    @Test
    void aWrongSubscribeIsAnsweredAndTheSessionGoesOn() {
        var hidden = suite.newRoom(admin);
        try (var session = suite.connect(user)) {
            session.subscribeAndAwait("/user/queue/errors", Map.of());

            expectRefusedSubscription(session, "room.not.found", topic(hidden));
            expectRefusedSubscription(
                    session, "room.not.found", topic(UUID.randomUUID().toString()));
            expectRefusedSubscription(session, "policy.denied", "/topic/no/such/place");
            session.subscribeAndAwait(topic(room), Map.of("x-tail", "0"));
            expectRefusedSubscription(session, "subscription.duplicate", topic(room));
        }
    }

    private void expectFatal(String code, Consumer<StompConnection> act) {
        try (var session = StompConnection.open(suite.webSocket())) {
            act.accept(session);

            assertThat(code(session.await(frame -> frame.is("ERROR")))).isEqualTo(code);
            assertThat(session.awaitClose()).isGreaterThanOrEqualTo(4001);
        }
    }

    private static void expectError(
            StompConnection session, String code, String destination, String body) {
        var receipt = UUID.randomUUID().toString();
        session.sendFrame("SEND", Map.of("destination", destination, "receipt", receipt), body);
        expectAnswer(session, code, receipt);
    }

    private static void expectRefusedSubscription(
            StompConnection session, String code, String destination) {
        var receipt = UUID.randomUUID().toString();
        session.subscribe(destination, Map.of("receipt", receipt));
        expectAnswer(session, code, receipt);
    }

    private static void expectAnswer(StompConnection session, String code, String receipt) {
        var answer = session.await(frame -> frame.is("MESSAGE") && frame.body().contains(receipt));
        assertThat(code(answer)).isEqualTo(code);
        assertThat(answer.body()).doesNotContain("Exception", "io.parley");
        assertThat(session.frames(frame -> receipt.equals(frame.header("receipt-id")))).isEmpty();
    }

    private static String code(StompFrame frame) {
        return frame.json().path("code").asString();
    }

    private static String message(String id) {
        return "{\"clientMsgId\":\"%s\",\"text\":\"hello\"}".formatted(id);
    }

    private static String send(String room) {
        return "/app/rooms/" + room + "/send";
    }

    private static String topic(String room) {
        return "/topic/rooms/" + room;
    }
}
