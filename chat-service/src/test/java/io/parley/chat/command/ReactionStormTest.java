package io.parley.chat.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.MessageServiceStandIn;
import io.parley.chat.Pod;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.event.EventData.Reaction;
import io.parley.model.event.EventData.ReactionChanged;
import io.parley.model.event.RoomEvent;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many react to one message at once. */
@Tag("servers")
class ReactionStormTest {

    private static final int STORM = 200;
    private static final int PEOPLE = 16;
    private static final int MESSAGES = 12;

    private final UserServiceStandIn users = UserServiceStandIn.shared();

    /** What is not there is looked up in other services, and then said to be missing. */
    @Test
    void whatARoomRefusesIsNotLookedUp() {
        var ada = users.admin("Ada");
        var room = MessageServiceStandIn.shared().room(RoomKind.ANNOUNCE, ada);
        var fast =
                Map.<String, Object>of(
                        "PARLEY_CHANGES_PER_SECOND", "1000", "PARLEY_CHANGE_BURST", "1000");
        try (var pod = Pod.start("fast", fast);
                var session = pod.connect(ada)) {
            var to = "/app/rooms/" + room;
            session.sendAndAwait(to + "/send", Map.of("clientMsgId", "n1", "text", "news"));
            IntStream.range(0, STORM).forEach(n -> session.send(to + "/react", react("r" + n, 1)));
            IntStream.range(0, STORM).forEach(n -> session.send(to + "/react", react("m" + n, 9)));

            var answers =
                    IntStream.range(0, STORM)
                            .mapToObj(n -> "\"clientMsgId\":\"m" + n + "\"")
                            .map(id -> session.await(frame -> frame.body().contains(id)).body())
                            .toList();

            assertThat(answers).anyMatch(answer -> answer.contains("\"rate.limited\""));
        }
    }

    /** Each event goes to everybody: a thousand of them would hold up all who talk elsewhere. */
    @Test
    void reactionsOfManyShareEventsAndEachHasItsReceipt() {
        var ada = users.admin("Ada");
        var audience = IntStream.range(0, PEOPLE).mapToObj(n -> users.user("P" + n)).toList();
        var room = news(ada, audience);
        try (var pod = Pod.start("shared", Map.of())) {
            var sessions = audience.stream().map(pod::connect).toList();
            var to = "/app/rooms/" + room;
            try (var session = pod.connect(ada)) {
                session.sendAndAwait(to + "/send", Map.of("clientMsgId", "n1", "text", "news"));

                var receipts =
                        sessions.stream()
                                .map(one -> one.send(to + "/react", react("mine", 1)))
                                .toList();

                for (int i = 0; i < PEOPLE; i++) {
                    sessions.get(i).awaitReceipt(receipts.get(i));
                }
                var events = reactions(room);
                assertThat(events).hasSizeLessThan(PEOPLE / 2);
                assertThat(events)
                        .flatExtracting(ReactionChanged::changes)
                        .extracting(Reaction::userId)
                        .containsExactlyInAnyOrderElementsOf(
                                audience.stream().map(Person::id).toList());
            } finally {
                sessions.forEach(StompConnection::close);
            }
        }
    }

    @Test
    void onesOwnReactionsKeepTheirOrderAlsoInAPodThatStops() {
        var ada = users.admin("Ada");
        var ben = users.user("Ben");
        var room = news(ada, List.of(ben));
        try (var pod = Pod.start("stops", Map.of());
                var session = pod.connect(ben)) {
            var to = "/app/rooms/" + room + "/react";
            try (var author = pod.connect(ada)) {
                author.sendAndAwait(
                        "/app/rooms/" + room + "/send", Map.of("clientMsgId", "n1", "text", "new"));
            }
            session.sendAndAwait(to, react("r1", 1));
            session.send(to, Map.of("clientMsgId", "r2", "seq", 1, "emoji", "👍", "op", "remove"));
            session.send(to, react("r3", 99));
            session.await(frame -> frame.body().contains("\"message.not.found\""));
        }

        assertThat(reactions(room))
                .flatExtracting(ReactionChanged::changes)
                .extracting(Reaction::op)
                .containsExactly(Reaction.Op.ADD, Reaction.Op.REMOVE);
    }

    @Test
    void tooManyMessagesAtATimeTakeNoReactions() {
        var ada = users.admin("Ada");
        var room = news(ada, List.of());
        var fast = Map.<String, Object>of("PARLEY_CHANGE_BURST", "100");
        try (var pod = Pod.start("many", fast);
                var session = pod.connect(ada)) {
            var to = "/app/rooms/" + room;
            IntStream.rangeClosed(1, MESSAGES)
                    .forEach(
                            n ->
                                    session.sendAndAwait(
                                            to + "/send",
                                            Map.of("clientMsgId", "n" + n, "text", "news")));
            IntStream.rangeClosed(1, MESSAGES)
                    .forEach(n -> session.send(to + "/react", react("r" + n, n)));

            var refused = session.await(frame -> frame.body().contains("\"rate.limited\""));

            assertThat(refused.json().path("retryAfterMs").asInt()).isEqualTo(1_000);
        }
    }

    private static RoomId news(Person admin, List<Person> audience) {
        var members = Stream.concat(Stream.of(admin), audience.stream()).toArray(Person[]::new);
        return MessageServiceStandIn.shared().room(RoomKind.ANNOUNCE, members);
    }

    private static List<ReactionChanged> reactions(RoomId room) {
        return MessageServiceStandIn.shared().history(room).stream()
                .map(RoomEvent::data)
                .filter(ReactionChanged.class::isInstance)
                .map(ReactionChanged.class::cast)
                .toList();
    }

    private static Map<String, Object> react(String clientMsgId, long seq) {
        return Map.of("clientMsgId", clientMsgId, "seq", seq, "emoji", "👍", "op", "add");
    }
}
