package io.parley.gateway.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.gateway.peer.ChatPod;
import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.SocketClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test has pods and a gateway of its own, for they do not survive it. */
class PodLossTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Far below the minute after which a silent connection is given up. */
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    private ChatPod one;
    private ChatPod two;
    private Gateway gateway;

    @BeforeEach
    void start() {
        one = new ChatPod("one");
        two = new ChatPod("two");
        gateway =
                Gateway.start(
                        "http://127.0.0.1:9", "http://127.0.0.1:9", one.url() + "," + two.url());
    }

    @AfterEach
    void stop() {
        gateway.close();
        one.close();
        two.close();
    }

    private SocketClient open() {
        return SocketClient.open(gateway.socketUri("/ws"), "v12.stomp");
    }

    @Test
    void givesTheLessLoadedPodEverybodyUntilItHasCaughtUp() {
        one.reportOtherSessions(100);
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            var before = one.sockets();
                            for (var i = 0; i < 5; i++) {
                                open();
                            }
                            return one.sockets() == before;
                        });
    }

    @Test
    void triesAnotherPodIfOneRefusesTheConnection() {
        one.reportOtherSessions(0);
        two.reportOtherSessions(1_000);
        awaitReports();
        one.kill();

        for (var i = 0; i < 5; i++) {
            open();
        }

        assertThat(two.sockets()).isEqualTo(5);
    }

    @Test
    void tellsWhenToComeBackIfNoPodTakesAnybody() throws IOException {
        one.kill();
        two.kill();

        var answer = gateway.raw(upgrade("/ws", ""));

        assertThat(answer)
                .startsWith("HTTP/1.1 503")
                .contains("application/problem+json", "\"code\":\"unavailable\"", "retryAfterMs");
    }

    @Test
    void losesOnlyTheSocketsOfAPodThatDiesAndTellsThemAtOnce() throws InterruptedException {
        var clients = new ArrayList<SocketClient>();
        for (var i = 0; i < 10; i++) {
            clients.add(open());
        }
        var ofTwo = new ArrayList<SocketClient>();
        for (var client : clients) {
            if (client.ask("x").startsWith("two")) {
                ofTwo.add(client);
            }
        }
        clients.removeAll(ofTwo);

        var begun = System.nanoTime();
        one.kill();

        for (var client : clients) {
            assertThat(client.closeCode()).isEqualTo(1011);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
        for (var client : ofTwo) {
            assertThat(client.ask("still")).isEqualTo("two still");
        }
        assertThat(open().ask("again")).isEqualTo("two again");
    }

    @Test
    void sendsEverybodyAwayBeforeItStops() {
        var client = open();
        var begun = System.nanoTime();

        gateway.close();

        assertThat(client.closeCode()).isEqualTo(4012);
        assertThat(client.closeReason()).startsWith("retryAfterMs=");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
        await().atMost(PATIENCE).until(() -> one.sockets() + two.sockets() == 0);
    }

    /** Until the gateway knows what the pods claim, which shows in where it sends people. */
    private void awaitReports() {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            var before = two.upgrades().size();
                            open().socket().abort();
                            open().socket().abort();
                            return two.upgrades().size() == before;
                        });
        await().atMost(PATIENCE).until(() -> one.sockets() + two.sockets() == 0);
    }

    private static String upgrade(String path, String more) {
        return "GET "
                + path
                + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + more
                + "\r\n";
    }
}
