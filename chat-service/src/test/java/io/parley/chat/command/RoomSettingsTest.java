package io.parley.chat.command;

import static io.parley.chat.Answers.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.chat.MessageServiceStandIn;
import io.parley.chat.Pod;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings;
import io.parley.model.RoomSettings.MentionAll;
import io.parley.model.RoomSettings.Reactions;
import io.parley.model.room.Person;
import io.parley.model.room.RoomSnapshot;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a room has set counts on each pod, for whoever is there. */
@Tag("servers")
class RoomSettingsTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben);
    private final StompConnection admin = Pod.first().connect(ada);
    private final StompConnection author = Pod.second().connect(ben);

    @BeforeEach
    void benSaysHello() {
        author.sendAndAwait(to("send"), Map.of("clientMsgId", "m1", "text", "hello"));
    }

    @AfterEach
    void hangUp() {
        admin.close();
        author.close();
    }

    @Test
    void aRoomTakesNoReactionsWhileTheyAreOff() {
        set(new RoomSettings(null, null, null, Reactions.OFF, null, null, null, null));
        awaitAnswer(admin, "react", reaction(), "policy.denied");
        awaitAnswer(author, "react", reaction(), "policy.denied");

        set(RoomSettings.USUAL);
        awaitAnswer(admin, "react", reaction(), "yes");
        awaitAnswer(author, "react", reaction(), "yes");
    }

    @Test
    void aRoomSaysHowLongMessagesMayBeChanged() {
        set(new RoomSettings(0L, 0L, null, null, null, null, null, null));
        var edit = Map.<String, Object>of("seq", 1, "text", "other");
        awaitAnswer(author, "edit", edit, "edit.window.closed");
        var records = MESSAGES.records(room);

        var delete = Map.of("clientMsgId", "d1", "seq", 1);
        assertRefused(author, author.send(to("delete"), delete), "edit.window.closed");
        assertThat(MESSAGES.records(room)).isEqualTo(records);

        set(new RoomSettings(60_000L, null, null, null, null, null, null, null));
        awaitAnswer(author, "edit", edit, "yes");
    }

    @Test
    void aRoomSaysWhoMentionsAll() {
        var all = Map.<String, Object>of("kind", "room", "at", 0, "length", 4);
        var post = Map.<String, Object>of("text", "@all hi", "mentions", List.of(all));
        set(new RoomSettings(null, null, null, null, null, MentionAll.ADMINS, null, null));
        awaitAnswer(author, "send", post, "policy.denied");
        awaitAnswer(admin, "send", post, "yes");

        set(new RoomSettings(null, null, null, null, null, MentionAll.NOBODY, null, null));
        awaitAnswer(admin, "send", post, "policy.denied");
    }

    private void set(RoomSettings settings) {
        var known = MESSAGES.known(room);
        MESSAGES.change(
                new RoomSnapshot(
                        room,
                        known.version() + 1,
                        known.kind(),
                        known.name(),
                        known.members(),
                        known.audience(),
                        known.spectators(),
                        known.mutedUntil(),
                        known.banned(),
                        known.admins(),
                        known.history(),
                        known.firstSeqs(),
                        settings));
    }

    private void awaitAnswer(
            StompConnection session, String what, Map<String, Object> body, String expected) {
        await().untilAsserted(
                        () -> {
                            var asked = new HashMap<>(body);
                            asked.put("clientMsgId", UUID.randomUUID().toString());
                            var receipt = session.send(to(what), asked);
                            assertThat(answer(session, receipt)).isEqualTo(expected);
                        });
    }

    private static String answer(StompConnection session, String receipt) {
        var frame =
                session.await(
                        one ->
                                receipt.equals(one.header("receipt-id"))
                                        || (one.is("MESSAGE")
                                                && receipt.equals(
                                                        one.json()
                                                                .path("receiptId")
                                                                .asString(null))));
        return frame.is("RECEIPT") ? "yes" : frame.json().path("code").asString();
    }

    private static Map<String, Object> reaction() {
        return Map.of("seq", 1, "emoji", "👍", "op", "add");
    }

    private String to(String what) {
        return "/app/rooms/" + room + "/" + what;
    }
}
