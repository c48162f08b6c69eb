package io.parley.gateway.peer;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client with one WebSocket, and what it was told. */
public final class SocketClient implements WebSocket.Listener {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, HttpClient> ELSEWHERE = new ConcurrentHashMap<>();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<String> pong = new CompletableFuture<>();
    private volatile @Nullable String closeReason;
    private @Nullable WebSocket socket;

    /** Opens a socket; fails with the JDK's exception if it is refused. */
    public static SocketClient open(URI uri, String... protocols) {
        return open(HTTP, uri, protocols);
    }

    /** The same from another address of this machine, such as {@code 127.0.0.2}. */
    public static SocketClient openFrom(String address, URI uri, String... protocols) {
        return open(ELSEWHERE.computeIfAbsent(address, SocketClient::at), uri, protocols);
    }

    private static HttpClient at(String address) {
        return HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(address)).build();
    }

    private static SocketClient open(HttpClient http, URI uri, String... protocols) {
        var client = new SocketClient();
        var builder = http.newWebSocketBuilder().connectTimeout(PATIENCE);
        if (protocols.length > 0) {
            var others = java.util.Arrays.copyOfRange(protocols, 1, protocols.length);
            builder.subprotocols(protocols[0], others);
        }
        client.socket = builder.buildAsync(uri, client).orTimeout(10, TimeUnit.SECONDS).join();
        return client;
    }

    public WebSocket socket() {
        return java.util.Objects.requireNonNull(socket);
    }

    public void send(String text) {
        socket().sendText(text, true).orTimeout(10, TimeUnit.SECONDS).join();
    }

    public String ask(String text) throws InterruptedException {
        send(text);
        return next();
    }

    public String next() throws InterruptedException {
        var text = received.poll(60, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("nothing came");
        }
        return text;
    }

    /** The code of the close frame, 1006 where the connection just ended. */
    public int closeCode() {
        return closed.orTimeout(10, TimeUnit.SECONDS).join();
    }

    public @Nullable String closeReason() {
        return closeReason;
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    public String pong() {
        return pong.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(
            WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            received.add(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(
            WebSocket webSocket, ByteBuffer data, boolean last) {
        received.add("binary " + data.remaining());
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        pong.complete(java.nio.charset.StandardCharsets.UTF_8.decode(message).toString());
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(
            WebSocket webSocket, int statusCode, String reason) {
        closeReason = reason;
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(1006);
    }
}
