package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.test.StompConnection;
import io.parley.test.StompFrame;
import java.util.Map;
import java.util.UUID;

/**
 * A running suite under attack.
 *
 * @param attacker a user with a right token
 * @param room where the attacker is a member
 * @param hidden a room of the admin alone
 * @param post that only admins may see
 */
public record HostileTarget(
        Suite suite,
        SuiteTokens tokens,
        Suite.Account attacker,
        Suite.Account admin,
        String room,
        String hidden,
        String post) {

    private static final int FIRST_OWN_CODE = 4001;

    static HostileTarget of(Suite suite) {
        var admin = suite.admin();
        var attacker = suite.newUser();
        var draft = Map.of("title", "Hidden", "body", "secret", "state", "draft");
        return new HostileTarget(
                suite,
                SuiteTokens.of(suite),
                attacker,
                admin,
                suite.newRoom(admin, attacker),
                suite.newRoom(admin),
                suite.api().as(admin).post("/posts", draft).expect(201).get("id").asString());
    }

    public Api asAttacker() {
        return suite.api().as(attacker);
    }

    /** A session that nobody has said who it is of. */
    StompConnection open() {
        return StompConnection.open(suite.webSocket());
    }

    /** A session of the attacker, with a subscription of its errors. */
    public StompConnection connect() {
        var session = suite.connect(attacker);
        session.subscribeAndAwait("/user/queue/errors", Map.of());
        return session;
    }

    /** The session must end with that error and a close code of Parley's own. */
    static void expectEnd(StompConnection session, String code) {
        var error = session.await(frame -> frame.is("ERROR"));
        assertThat(code(error)).isIn((Object[]) code.split("\\|"));
        assertHarmless(error.body());
        assertThat(session.awaitClose()).isGreaterThanOrEqualTo(FIRST_OWN_CODE);
    }

    /** The frame with that receipt must be answered with that error, and the session goes on. */
    public static void expectRefusal(StompConnection session, String receipt, String code) {
        var answer =
                session.await(
                        frame ->
                                (frame.is("MESSAGE") && frame.body().contains(receipt))
                                        || receipt.equals(frame.header("receipt-id")));
        assertThat(answer.is("RECEIPT")).as("was accepted").isFalse();
        assertThat(code(answer)).isIn((Object[]) code.split("\\|"));
        assertHarmless(answer.body());
        expectAlive(session);
    }

    /** A harmless frame is answered. */
    static void expectAlive(StompConnection session) {
        var receipt = UUID.randomUUID().toString();
        session.sendFrame("ACK", Map.of("id", "none", "receipt", receipt), "");
        session.awaitReceipt(receipt);
    }

    static void assertHarmless(String text) {
        assertThat(text)
                .doesNotContain("Exception", "io.parley", "org.springframework", "java.", "SQL");
    }

    private static String code(StompFrame frame) {
        return frame.json().path("code").asString();
    }
}
