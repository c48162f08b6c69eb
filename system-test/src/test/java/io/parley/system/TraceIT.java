package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.stack.trace.TraceSpan;
import io.parley.stack.trace.TraceTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One message's way from SEND to delivery, as the services tell a collector. */
@WholeSuite
class TraceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TEXT = "nobody-else-reads-" + UUID.randomUUID();

    @Test
    void aMessageIsFollowedFromSendToDelivery(Suite suite) {
        var admin = suite.admin();
        var user = suite.newUser();
        var room = suite.newRoom(admin, user);
        var id = send(suite, user, room);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(byName(suite, id))
                                        .containsOnlyKeys(
                                                "send",
                                                "append",
                                                "sequence",
                                                "publish",
                                                "deliver",
                                                "persist"));
        var spans = byName(suite, id);
        System.out.println(TraceTree.of(suite.collector().spans(id)));
        assertThat(parents(spans, "append")).containsOnly(ids(spans, "send").getFirst());
        assertThat(parents(spans, "sequence")).containsOnly(ids(spans, "append").getFirst());
        assertThat(parents(spans, "publish")).isSubsetOf(ids(spans, "sequence"));
        assertThat(parents(spans, "deliver")).containsOnly(ids(spans, "append").getFirst());
        assertThat(parents(spans, "persist")).containsOnly(ids(spans, "append").getFirst());
        assertThat(spans.get("persist"))
                .extracting(TraceSpan::service)
                .containsOnly("message-service");
        assertThat(suite.collector().spans(id).toString()).doesNotContain(TEXT, user.username());
    }

    /** Answers the message's id, which is also its trace's. */
    private static String send(Suite suite, Suite.Account user, String room) {
        try (var session = suite.connect(user)) {
            session.subscribeAndAwait("/topic/rooms/" + room, Map.of());
            session.sendAndAwait(
                    "/app/rooms/" + room + "/send", Map.of("clientMsgId", "1", "text", TEXT));
            session.await(frame -> frame.is("MESSAGE") && frame.body().contains(TEXT));
        }
        return MessageId.of(RoomId.of(room), UserId.of(user.id()), "1").value();
    }

    private static Map<String, List<TraceSpan>> byName(Suite suite, String id) {
        return suite.collector().spans(id).stream().collect(Collectors.groupingBy(TraceSpan::name));
    }

    private static List<String> ids(Map<String, List<TraceSpan>> spans, String name) {
        return spans.getOrDefault(name, List.of()).stream().map(TraceSpan::id).toList();
    }

    private static List<String> parents(Map<String, List<TraceSpan>> spans, String name) {
        return spans.getOrDefault(name, List.of()).stream().map(TraceSpan::parent).toList();
    }
}
