package io.parley.system;

import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.converter.SimpleMessageConverter;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;

/** A session of Spring's own client, which keeps what it got. */
final class SpringStompClient extends StompSessionHandlerAdapter implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SimpleAsyncTaskScheduler timer = new SimpleAsyncTaskScheduler();
    private final CompletableFuture<StompHeaders> connected = new CompletableFuture<>();
    private final CompletableFuture<Received> error = new CompletableFuture<>();
    private final List<Received> frames = new CopyOnWriteArrayList<>();
    private final CompletableFuture<StompSession> session;

    private SpringStompClient(URI uri, String accessToken) {
        var client = new WebSocketStompClient(new StandardWebSocketClient());
        client.setMessageConverter(new SimpleMessageConverter());
        // Without one it keeps no receipts
        client.setTaskScheduler(timer);
        var headers = new StompHeaders();
        headers.add("Authorization", "Bearer " + accessToken);
        session = client.connectAsync(uri, new WebSocketHttpHeaders(), headers, this);
    }

    /** What a frame brought. */
    record Received(StompHeaders headers, String body) {

        boolean isOf(StompSession.Subscription subscription) {
            return Objects.equals(subscription.getSubscriptionId(), headers.getSubscription());
        }
    }

    static SpringStompClient connect(URI uri, String accessToken) throws Exception {
        var client = new SpringStompClient(uri, accessToken);
        var _ = result(client.session);
        return client;
    }

    /** The ERROR with which the server answers a CONNECT. */
    static Received refusal(URI uri, String accessToken) throws Exception {
        try (var client = new SpringStompClient(uri, accessToken)) {
            return result(client.error);
        }
    }

    /** The headers of CONNECTED. */
    StompHeaders connected() throws Exception {
        return result(connected);
    }

    /** Subscribes and waits for the receipt. */
    StompSession.Subscription subscribe(String destination, Map<String, String> more)
            throws Exception {
        var headers = headers(destination);
        more.forEach(headers::add);
        var subscription = result(session).subscribe(headers, this);
        awaitReceipt(subscription);
        return subscription;
    }

    void send(String destination, String json) throws Exception {
        awaitReceipt(
                result(session).send(headers(destination), json.getBytes(StandardCharsets.UTF_8)));
    }

    Received await(Predicate<Received> condition) {
        Awaitility.await().atMost(PATIENCE).until(() -> frames.stream().anyMatch(condition));
        return frames.stream().filter(condition).findFirst().orElseThrow();
    }

    @Override
    public void afterConnected(StompSession connectedSession, StompHeaders headers) {
        connected.complete(headers);
    }

    @Override
    public Type getPayloadType(StompHeaders headers) {
        return byte[].class;
    }

    /** A MESSAGE of a subscription, or the ERROR, which belongs to none. */
    @Override
    public void handleFrame(StompHeaders headers, @Nullable Object payload) {
        var body = payload instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
        var received = new Received(headers, body);
        if (headers.getSubscription() == null) {
            error.complete(received);
        } else {
            frames.add(received);
        }
    }

    @Override
    public void close() {
        var _ = session.thenAccept(StompSession::disconnect);
        timer.close();
    }

    private static StompHeaders headers(String destination) {
        var headers = new StompHeaders();
        headers.setDestination(destination);
        headers.setReceipt(UUID.randomUUID().toString());
        return headers;
    }

    private static void awaitReceipt(StompSession.Receiptable call) throws Exception {
        var receipt = new CompletableFuture<StompHeaders>();
        call.addReceiptTask(receipt::complete);
        var _ = result(receipt);
    }

    private static <T> T result(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
