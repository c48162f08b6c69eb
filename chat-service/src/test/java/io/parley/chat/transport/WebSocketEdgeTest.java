package io.parley.chat.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.chat.edge.EncodedFrame;
import io.parley.chat.edge.StompFrames;
import io.parley.model.wire.CloseCode;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** What waits for a client that has lost the right to it. */
class WebSocketEdgeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final List<Object> closed = new CopyOnWriteArrayList<>();
    private final CountDownLatch reads = new CountDownLatch(1);
    private final WebSocketEdge edge = new WebSocketEdge("test", socket(), limits());

    @Test
    void whatWaitsOfASubscriptionIsDroppedAndTheRestGoesOut() {
        offerOneThatIsBeingWritten();
        edge.offer(frame("gone", "secret 1"));
        edge.offer(frame("kept", "public"));
        edge.offer(frame("gone", "secret 2"));

        assertThat(edge.drop("gone")).isEqualTo(2);

        assertThat(edge.queuedBytes()).isEqualTo(frame("kept", "public").bytes());
        reads.countDown();
        await().atMost(PATIENCE).until(() -> written.size() == 2);
        assertThat(written.getLast()).contains("public");
        assertThat(written).noneMatch(text -> text.contains("secret"));
    }

    @Test
    void whoIsSentAwayAtOnceHearsOnlyWhy() {
        offerOneThatIsBeingWritten();
        edge.offer(frame("a", "secret"));

        edge.closeNowAfter(
                StompFrames.error(Problem.of(ErrorCode.AUTH_REVOKED, null)),
                CloseCode.REVOKED,
                "auth.revoked");

        reads.countDown();
        await().atMost(PATIENCE).until(() -> !closed.isEmpty());
        assertThat(written).hasSize(2);
        assertThat(written.getLast()).startsWith("ERROR").contains("auth.revoked");
        assertThat(edge.endCode()).contains(CloseCode.REVOKED);
    }

    private void offerOneThatIsBeingWritten() {
        edge.offer(frame("first", "first"));
        await().atMost(PATIENCE).until(() -> edge.queuedBytes() == 0);
    }

    private static EncodedFrame frame(String subscription, String body) {
        return StompFrames.message(subscription, "/topic/x", "id", "type", body);
    }

    /** Takes nothing until it is told to read. */
    private WebSocketSession socket() {
        return (WebSocketSession)
                Proxy.newProxyInstance(
                        WebSocketSession.class.getClassLoader(),
                        new Class<?>[] {WebSocketSession.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("sendMessage")) {
                                reads.await();
                                written.add(((TextMessage) arguments[0]).getPayload());
                            } else if (method.getName().equals("close")) {
                                closed.add(arguments[0]);
                            }
                            return null;
                        });
    }

    private static ChatLimits limits() {
        return new ChatLimits(
                20,
                40,
                64,
                200,
                10,
                DataSize.ofKilobytes(64),
                DataSize.ofKilobytes(256),
                Duration.ofSeconds(5),
                Duration.ofMillis(20),
                Duration.ofSeconds(25),
                Duration.ofMinutes(1));
    }
}
