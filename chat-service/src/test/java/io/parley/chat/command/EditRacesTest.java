package io.parley.chat.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.MessageServiceStandIn;
import io.parley.chat.Pod;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An author edits the same messages on two devices at once, each connected to another pod. */
@Tag("servers")
class EditRacesTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final int TEXTS = 20;
    private static final int ROUNDS = 15;
    private static final Map<String, Object> FAST =
            Map.of("PARLEY_CHANGES_PER_SECOND", "10000", "PARLEY_CHANGE_BURST", "10000");

    private final UserServiceStandIn users = UserServiceStandIn.shared();

    @Test
    void ofTwoEditsOfAVersionExactlyOneCounts() {
        var ben = users.user("Ben");
        var room = MESSAGES.room(RoomKind.GROUP, users.admin("Ada"), ben);
        try (var first = Pod.start("races-1", FAST);
                var second = Pod.start("races-2", FAST);
                var here = first.connect(ben);
                var there = second.connect(ben)) {
            IntStream.rangeClosed(1, TEXTS)
                    .forEach(n -> here.sendAndAwait(to(room, "send"), text("m" + n, "text " + n)));
            for (var round = 1; round <= ROUNDS; round++) {
                var lastHere = editAll(here, room, "here", round);
                var lastThere = editAll(there, room, "there", round);
                here.awaitReceipt(lastHere);
                there.awaitReceipt(lastThere);
            }
        }

        assertThat(MESSAGES.messages(room))
                .hasSize(TEXTS)
                .allMatch(message -> message.version() == ROUNDS + 1)
                .allMatch(message -> message.text() != null)
                .allMatch(message -> String.valueOf(message.text()).endsWith(" " + ROUNDS));
        assertThat(MESSAGES.history(room)).hasSize(TEXTS + 2 * TEXTS * ROUNDS);
    }

    /** Receipts of a session come in the order of its sends: that of the last one is answered. */
    private static String editAll(StompConnection editor, RoomId room, String where, int round) {
        var last = "";
        for (var seq = 1; seq <= TEXTS; seq++) {
            var id = "%s-%d-%d".formatted(where, seq, round);
            var words = where + " " + round;
            last =
                    editor.send(
                            to(room, "edit"),
                            Map.of(
                                    "clientMsgId",
                                    id,
                                    "seq",
                                    seq,
                                    "text",
                                    words,
                                    "ifVersion",
                                    round));
        }
        return last;
    }

    private static Map<String, Object> text(String clientMsgId, String text) {
        return Map.of("clientMsgId", clientMsgId, "text", text);
    }

    private static String to(RoomId room, String what) {
        return "/app/rooms/" + room + "/" + what;
    }
}
