package io.parley.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.gateway.peer.ChatPod;
import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.SocketClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients at several loopback addresses; each test has its own. */
class ConnectionLimitsTest {

    private static final int MOST = 5;
    private static final int AT_ONCE = 20;
    private static final int MISDEEDS = 2;
    private static final int NEIGHBOURS = 10;
    private static final String UNTOUCHED = "127.0.0.99";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static ChatPod pod;
    private static Gateway small;
    private static Gateway paced;
    private static Gateway fast;

    @BeforeAll
    static void start() {
        pod = new ChatPod("one");
        small = gateway("--parley.connections.per-address=" + MOST);
        paced =
                gateway(
                        "--parley.connections.new-per-second=" + AT_ONCE / 10,
                        "--parley.connections.misdeeds-per-address=" + MISDEEDS);
        fast =
                gateway(
                        "--parley.connections.new-per-second=1000",
                        "--parley.connections.misdeeds-per-address=" + MISDEEDS);
    }

    private static Gateway gateway(String... limits) {
        var gateway = Gateway.start("http://127.0.0.1:9", "http://127.0.0.1:9", pod.url(), limits);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                LimitMetrics.of(gateway)
                                        .contains(
                                                "pods_accepting{service=\"gateway-service\"} 1.0"));
        return gateway;
    }

    @AfterAll
    static void stop() {
        small.close();
        paced.close();
        fast.close();
        pod.close();
    }

    @Test
    void anAddressHasSoManyOpenAndNoMore() throws IOException, InterruptedException {
        var open = IntStream.range(0, MOST).mapToObj(i -> enter(small, "127.0.0.2")).toList();
        var before = pod.upgrades().size();

        var refusal = refusal(small, "127.0.0.2").orElseThrow();

        assertThat(refusal.statusCode()).isEqualTo(429);
        assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
        assertThat(pod.upgrades()).hasSize(before);
        assertThat(LimitMetrics.of(small)).contains("reason=\"sockets-open\"");
        leave(enter(small, UNTOUCHED));

        leave(open.getFirst());
        await().atMost(PATIENCE).until(() -> refusal(small, "127.0.0.2").isEmpty());
        open.forEach(ConnectionLimitsTest::leave);
    }

    @Test
    void anAddressOpensNoMoreThanItsPace() {
        var opened = 0;
        while (opened < 30 * AT_ONCE && refusal(paced, "127.0.0.3").isEmpty()) {
            opened++;
        }

        assertThat(opened).isBetween(AT_ONCE, 30 * AT_ONCE - 1);
        leave(enter(paced, UNTOUCHED));
    }

    @Test
    void whoIsClosedForWhatItSentIsSlowedAndOthersAreNot() {
        assertPenalty("127.0.0.4", client -> client.send("close 4009"), 4009);
    }

    @Test
    void framesThatAreTooLargeCountLikewise() {
        assertPenalty(
                "127.0.0.5",
                client -> {
                    var _ = client.socket().sendBinary(ByteBuffer.allocate(65_537), true);
                },
                1009);
    }

    @Test
    void endsOfOtherKindsAreNotHeldAgainstAnybody() {
        for (var i = 0; i < 3 * MISDEEDS; i++) {
            var client = enter(paced, "127.0.0.6");
            client.send("close 4012");
            assertThat(client.closeCode()).isEqualTo(4012);
        }

        leave(enter(paced, "127.0.0.6"));
    }

    /** As long as somebody there goes on, too. */
    @Test
    void neighboursOfABadClientGetIn() throws InterruptedException {
        var address = "127.0.0.7";
        var going = new AtomicBoolean(true);
        var bad =
                Thread.startVirtualThread(
                        () -> {
                            while (going.get()) {
                                var client = enter(fast, address);
                                client.send("close 4009");
                                client.closeCode();
                            }
                        });
        await().atMost(PATIENCE).until(() -> penalties(fast) > 0);

        for (var neighbour = 0; neighbour < NEIGHBOURS; neighbour++) {
            leave(enter(fast, address));
        }

        going.set(false);
        bad.join();
    }

    private static void assertPenalty(
            String address, Consumer<SocketClient> misdeed, int closeCode) {
        var before = penalties(fast);
        for (var misdeeds = 0; misdeeds <= MISDEEDS + 10; misdeeds++) {
            var client = enter(fast, address);
            misdeed.accept(client);
            assertThat(client.closeCode()).isEqualTo(closeCode);
        }

        var slowed = penalties(fast);
        assertThat(slowed).isGreaterThan(before);
        leave(enter(fast, UNTOUCHED));
        assertThat(penalties(fast)).isEqualTo(slowed);
    }

    private static double penalties(Gateway gateway) {
        try {
            return LimitMetrics.of(gateway)
                    .lines()
                    .filter(line -> line.contains("reason=\"sockets-penalty\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf("} ") + 2)))
                    .sum();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Why nobody gets in from there, or empty after somebody has been in. */
    private static Optional<HttpResponse<?>> refusal(Gateway gateway, String address) {
        return refusal(gateway, address, ConnectionLimitsTest::leave);
    }

    private static Optional<HttpResponse<?>> refusal(
            Gateway gateway, String address, Consumer<SocketClient> inside) {
        try {
            inside.accept(enter(gateway, address));
            return Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return Optional.of(refused.getResponse());
            }
            throw e;
        }
    }

    private static SocketClient enter(Gateway gateway, String address) {
        return SocketClient.openFrom(address, gateway.socketUri("/ws"), "v12.stomp");
    }

    private static void leave(SocketClient client) {
        client.socket().abort();
    }
}
