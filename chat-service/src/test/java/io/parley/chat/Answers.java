package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.test.StompConnection;
import java.util.HashMap;
import java.util.Map;

/** How a pod says no. */
public final class Answers {

    private Answers() {}

    /** Subscribes with a receipt; answers its id. */
    static String subscribe(
            StompConnection session, String destination, Map<String, String> headers) {
        var receipt = "sub-" + destination;
        var all = new HashMap<>(headers);
        all.put("receipt", receipt);
        session.subscribe(destination, all);
        return receipt;
    }

    /** The session goes on. */
    public static void assertRefused(StompConnection session, String receipt, String code) {
        var error =
                session.await(
                        frame ->
                                frame.is("MESSAGE")
                                        && "/user/queue/errors".equals(frame.header("destination"))
                                        && receipt.equals(
                                                frame.json().path("receiptId").asString(null)));
        assertThat(error.json().path("code").asString()).isEqualTo(code);
        assertThat(session.closeCode()).isEmpty();
    }

    /** The session ends with it. */
    static void assertEnds(StompConnection session, String code, int closeCode) {
        var error = session.await(frame -> frame.is("ERROR"));
        assertThat(error.header("message")).isEqualTo(code);
        assertThat(error.json().path("code").asString()).isEqualTo(code);
        assertThat(session.awaitClose()).isEqualTo(closeCode);
    }
}
