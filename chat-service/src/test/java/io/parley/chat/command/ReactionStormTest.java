package io.parley.chat.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.MessageServiceStandIn;
import io.parley.chat.Pod;
import io.parley.model.RoomKind;
import io.parley.test.UserServiceStandIn;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many react to one message at once. */
@Tag("servers")
class ReactionStormTest {

    private static final int STORM = 200;

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

    private static Map<String, Object> react(String clientMsgId, long seq) {
        return Map.of("clientMsgId", clientMsgId, "seq", seq, "emoji", "👍", "op", "add");
    }
}
