package io.parley.gateway.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.gateway.peer.ChatPod;
import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.SocketClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatSocketsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static ChatPod one;
    private static ChatPod two;
    private static Gateway gateway;

    private static final List<SocketClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() {
        one = new ChatPod("one");
        two = new ChatPod("two");
        gateway =
                Gateway.start(
                        "http://127.0.0.1:9",
                        "http://127.0.0.1:9",
                        one.url() + "," + two.url(),
                        "--server.netty.idle-timeout=300ms",
                        "--parley.connections.new-per-second=1000",
                        "--parley.connections.misdeeds-per-address=1000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        one.close();
        two.close();
    }

    @BeforeEach
    void forget() {
        clients.forEach(client -> client.socket().abort());
        clients.clear();
        one.reset();
        two.reset();
        await().atMost(PATIENCE).until(() -> one.sockets() + two.sockets() == 0);
        awaitAccepting(2);
    }

    private static SocketClient open() {
        return open("/ws", "v12.stomp");
    }

    private static SocketClient open(String path, String... protocols) {
        var client = SocketClient.open(gateway.socketUri(path), protocols);
        clients.add(client);
        return client;
    }

    @Test
    void sharesSocketsEquallyBetweenTwoPodsEvenInABurst() {
        for (var i = 0; i < 40; i++) {
            open();
        }

        assertThat(one.sockets()).isBetween(18, 22);
        assertThat(two.sockets()).isBetween(18, 22);
    }

    @Test
    void givesADrainingPodNobody() {
        one.accept(false);
        awaitAccepting(1);

        for (var i = 0; i < 10; i++) {
            open();
        }

        assertThat(one.sockets()).isZero();
        assertThat(two.sockets()).isEqualTo(10);
    }

    @Test
    void givesAPodThatDoesNotReportNobodyUntilItDoes() {
        one.answerLoadWith(500);
        awaitAccepting(1);

        open();

        assertThat(one.sockets()).isZero();
        one.answerLoadWith(200);
        awaitAccepting(2);
    }

    @Test
    void triesAnotherPodIfOneIsNotAvailable() {
        one.answerUpgradesWith(503);

        for (var i = 0; i < 5; i++) {
            open();
        }

        assertThat(two.sockets()).isEqualTo(5);
    }

    @Test
    void passesTheRefusalOfAPodOn() throws IOException {
        one.answerUpgradesWith(403);
        two.answerUpgradesWith(403);

        assertThat(gateway.raw(upgrade("/ws", "")))
                .startsWith("HTTP/1.1 403")
                .contains("policy.denied");
    }

    @Test
    void leavesTheChoiceOfTheSubprotocolToThePod() throws InterruptedException {
        var client = open("/ws", "mqtt", "v10.stomp", "v12.stomp");

        assertThat(client.socket().getSubprotocol()).isEqualTo("v10.stomp");
        assertThat(client.ask("hello")).endsWith(" hello");
    }

    @Test
    void refusesSubprotocolsThatNoPodSpeaks() {
        assertRefused(426, "/ws", "mqtt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/ws/admin", "/ws/user"})
    void passesThePathOn(String path) {
        open(path, "v12.stomp");

        var seen = one.upgrades().isEmpty() ? two.upgrades() : one.upgrades();
        assertThat(seen.getFirst()).containsEntry(":path", path);
    }

    @Test
    void tellsThePodTheRealAddressAndNothingAClientMayNotSet() {
        var socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .header("X-Forwarded-For", "6.6.6.6")
                        .header("X-Parley-Internal", "stolen")
                        .header("Origin", "http://127.0.0.1:" + gateway.port())
                        .header("Cookie", "a=b")
                        .buildAsync(gateway.socketUri("/ws?lang=en"), new WebSocket.Listener() {})
                        .join();

        var seen = one.upgrades().isEmpty() ? two.upgrades() : one.upgrades();
        assertThat(seen.getFirst())
                .containsEntry("x-forwarded-for", "127.0.0.1")
                .containsEntry(":path", "/ws")
                .containsEntry("origin", "http://" + seen.getFirst().get("host"))
                .doesNotContainKeys("x-parley-internal", "cookie", "sec-websocket-extensions");
        socket.abort();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1011, 1012, 4001, 4003, 4008, 4009, 4012, 4013, 4014})
    void passesThePodsCloseCodeToTheClient(int code) {
        var client = open();

        client.send("close " + code);

        assertThat(client.closeCode()).isEqualTo(code);
        assertThat(client.closeReason()).isEqualTo("because");
    }

    @Test
    void passesTheClientsCloseToThePod() {
        var client = open();

        client.socket().sendClose(4999, "bye").join();

        await().atMost(PATIENCE).until(() -> allCloses().contains(4999));
        await().atMost(PATIENCE).until(() -> one.sockets() + two.sockets() == 0);
        assertThat(client.closeCode()).isEqualTo(4999);
    }

    @Test
    void endsThePodsSocketIfTheClientVanishes() {
        var client = open();

        client.socket().abort();

        await().atMost(PATIENCE).until(() -> one.sockets() + two.sockets() == 0);
    }

    @Test
    void endsThePodsSocketsOfClientsThatVanishAtOnce() {
        for (var i = 0; i < 100; i++) {
            open().socket().abort();
        }

        await().atMost(PATIENCE).until(() -> one.sockets() + two.sockets() == 0);
        assertThat(one.upgrades().size() + two.upgrades().size()).isEqualTo(100);
    }

    @Test
    void closesTheSocketOfAClientThatSendsTooLargeAFrame() {
        var client = open();

        var _ = client.socket().sendBinary(ByteBuffer.allocate(65_537), true);

        assertThat(client.closeCode()).isEqualTo(1009);
        await().atMost(PATIENCE).until(() -> one.sockets() + two.sockets() == 0);
    }

    @Test
    void passesTheLargestFrameInBothDirections() throws InterruptedException {
        var client = open();

        client.socket().sendBinary(ByteBuffer.allocate(65_536), true).join();

        assertThat(client.ask("big 65536")).startsWith("binary");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void endsBothSidesIfAPodSendsTooLargeAFrame() {
        var client = open();

        client.send("big 65537");

        assertThat(client.closeCode()).isEqualTo(1011);
        await().atMost(PATIENCE).until(() -> one.sockets() + two.sockets() == 0);
    }

    @Test
    void passesPingsAndKeepsIdleSocketsOpen() throws InterruptedException {
        var client = open();

        await().during(Duration.ofMillis(900)).atMost(PATIENCE).until(client::isOpen);
        client.socket().sendPing(ByteBuffer.wrap("there?".getBytes(StandardCharsets.UTF_8))).join();

        assertThat(client.pong()).isEqualTo("there?");
        assertThat(client.ask("hello")).endsWith(" hello");
    }

    @Test
    void readsNoMoreFromAPodThanTheClientTakes() {
        var slow = new SlowReader();
        var socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(gateway.socketUri("/ws"), slow)
                        .join();

        socket.sendText("flood 2000", true).join();

        await().during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .until(() -> one.flooded() + two.flooded(), seen -> seen > 0 && seen < 600);
        socket.request(Long.MAX_VALUE);
        await().atMost(PATIENCE).until(() -> slow.bytes.get() == 2_000L * 60_000);
        socket.abort();
    }

    /** Takes nothing before it is told to. */
    private static final class SlowReader implements WebSocket.Listener {

        private final AtomicLong bytes = new AtomicLong();

        @Override
        public void onOpen(WebSocket webSocket) {
            // asks for nothing
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(
                WebSocket webSocket, ByteBuffer data, boolean last) {
            bytes.addAndGet(data.remaining());
            return null;
        }
    }

    @Test
    void keepsTheOrderOfManyMessages() throws InterruptedException {
        var client = open();

        for (var i = 0; i < 2_000; i++) {
            client.send("m" + i);
        }

        for (var i = 0; i < 2_000; i++) {
            assertThat(client.next()).endsWith(" m" + i);
        }
    }

    @Test
    void tellsPlainRequestsThatHereIsAWebSocket() throws IOException, InterruptedException {
        var answer = gateway.get("/ws");

        assertThat(answer.statusCode()).isEqualTo(426);
        assertThat(answer.headers().firstValue("Upgrade")).contains("websocket");
        assertThat(answer.body()).contains("\"code\":\"protocol.unsupported\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ws?access_token=x",
                "/ws?Token=x",
                "/ws?jwt=x",
                "/ws?q=eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl"
            })
    void refusesTokensInTheAddress(String path) {
        assertRefused(400, path, "v12.stomp");
    }

    @Test
    void refusesBrowsersOfOtherOrigins() throws IOException {
        assertThat(gateway.raw(upgrade("/ws", "Origin: https://evil.example\r\n")))
                .startsWith("HTTP/1.1 403")
                .contains("policy.denied");
        assertThat(one.upgrades()).isEmpty();
        assertThat(two.upgrades()).isEmpty();
    }

    @Test
    void countsOpenSocketsByPod() {
        one.accept(false);
        awaitAccepting(1);
        open();

        await().atMost(PATIENCE)
                .until(
                        () ->
                                gateway.manage("/actuator/prometheus")
                                        .body()
                                        .contains(
                                                "parley_gateway_sockets{pod=\"two\",service=\"gateway-service\"}"
                                                        + " 1.0"));
    }

    private static void assertRefused(int status, String path, String protocol) {
        assertThatThrownBy(() -> SocketClient.open(gateway.socketUri(path), protocol))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(status));
    }

    private static void awaitAccepting(int pods) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                gateway.manage("/actuator/prometheus")
                                        .body()
                                        .contains(
                                                "parley_gateway_pods_accepting{service=\"gateway-service\"}"
                                                        + " "
                                                        + pods
                                                        + ".0"));
    }

    private static List<Integer> allCloses() {
        var all = new ArrayList<>(one.closes());
        all.addAll(two.closes());
        return all;
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
