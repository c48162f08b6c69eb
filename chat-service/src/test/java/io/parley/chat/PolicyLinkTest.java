package io.parley.chat;

import static io.parley.chat.Answers.assertEnds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.model.user.UserLog;
import io.parley.stack.infrastructure.KafkaListener;
import io.parley.stack.infrastructure.RedisServer;
import io.parley.stack.infrastructure.Running;
import io.parley.test.StompConnection;
import io.parley.test.TcpForwarder;
import io.parley.test.UserServiceStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pod that hears nothing of accounts any more, while all else works: it must not go by what it
 * knew last for longer than it says.
 */
@Tag("servers")
class PolicyLinkTest {

    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static OwnLog log;
    private static Running<RedisServer> redis;
    private static TcpForwarder link;
    private static Pod pod;

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");

    @BeforeAll
    static void startPod(@TempDir Path directory) {
        var links = new ArrayList<TcpForwarder>();
        log = OwnLog.start(KafkaListener.of("pod", port -> linkTo(port, links)));
        link = links.getFirst();
        var server = new RedisServer(directory.resolve("redis"), directory.resolve("redis.log"));
        redis = Running.start(server);
        var settings = new HashMap<>(log.settings("pod", server.url()));
        settings.put("PARLEY_POLICY_REFUSE_AFTER", "10s");
        settings.put("PARLEY_POLICY_CLOSE_AFTER", "20s");
        pod = Pod.start("frozen", settings);
    }

    @AfterAll
    static void stopPod() {
        pod.close();
        redis.close();
        log.close();
        link.close();
    }

    private static int linkTo(int port, List<TcpForwarder> links) {
        links.add(new TcpForwarder(port));
        return links.getFirst().port();
    }

    @Test
    void itRefusesThenSendsItsSessionsElsewhereAndRecovers() {
        var room = log.messages().room(RoomKind.GROUP, ada, ben);
        try (var session = pod.connect(ada);
                var watcher = pod.connect(ben)) {
            watcher.subscribeAndAwait("/user/queue/session", Map.of());
            watcher.subscribeAndAwait("/topic/rooms/" + room, Map.of());
            assertThat(answer(session, room)).isEqualTo("receipt");

            link.freezeThoseThatSay(UserLog.TOPIC);
            await().atMost(PATIENCE).until(() -> answer(session, room).equals("unavailable"));

            var subscription = watcher.subscribe("/topic/posts", Map.of());
            assertThat(subscription).isNotEmpty();
            watcher.await(
                    frame ->
                            "error".equals(frame.header("x-type"))
                                    && frame.body().contains("/topic/posts")
                                    && frame.body().contains("unavailable"));
            watcher.await(frame -> "unavailable".equals(frame.header("x-type")));
            assertEnds(session, "unavailable", 4014);
            assertThat(watcher.awaitClose()).isEqualTo(4014);
        } finally {
            link.thaw();
        }
        await().atMost(PATIENCE).until(() -> isTaken(room));
    }

    private boolean isTaken(RoomId room) {
        var session = StompConnection.open(pod.webSocket());
        try {
            session.sendConnect(USERS.tokens().accessToken(ada));
            var welcome = session.await(frame -> frame.is("CONNECTED") || frame.is("ERROR"));
            return welcome.is("CONNECTED") && answer(session, room).equals("receipt");
        } finally {
            session.abort();
        }
    }

    /** What a send ends in: "receipt" or the code of the error. */
    private static String answer(StompConnection session, RoomId room) {
        var id = UUID.randomUUID().toString();
        var receipt =
                session.send("/app/rooms/" + room + "/send", Map.of("clientMsgId", id, "text", id));
        var frame =
                session.await(
                        each ->
                                receipt.equals(each.header("receipt-id"))
                                        || (each.is("MESSAGE")
                                                && each.body().contains('"' + receipt + '"')));
        return frame.is("RECEIPT") ? "receipt" : frame.json().path("code").asString();
    }
}
