package io.parley.gateway.sockets;

import static org.awaitility.Awaitility.await;

import io.parley.gateway.peer.ChatPod;
import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.SocketClient;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A client that sends faster than its pace waits, and a pod hears no more of it than that. */
class PacedClientTest {

    private static final int TEXTS = 20_000;

    /** A burst of 100, and what one read of 16 KiB may hold beyond it. */
    private static final int MOST_AT_ONCE = 100 + 16_384 / 7;

    @Test
    void whatWasReadBeyondThePaceIsWaitedFor() {
        try (var pod = new ChatPod("one");
                var gateway =
                        Gateway.start(
                                "http://127.0.0.1:9",
                                "http://127.0.0.1:9",
                                pod.url(),
                                "--parley.sockets.frames-per-second=50")) {
            var client = SocketClient.open(gateway.socketUri("/ws"), "v12.stomp");
            Thread.ofVirtual().start(() -> flood(client));

            await().atMost(Duration.ofSeconds(60)).until(() -> pod.heard() > 0);
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> pod.heard() < 2 * MOST_AT_ONCE);
            client.socket().abort();
        }
    }

    private static void flood(SocketClient client) {
        try {
            for (var i = 0; i < TEXTS; i++) {
                client.send("x");
            }
        } catch (CompletionException nobodyReads) {
            // As it must be
        }
    }
}
