package io.parley.chaos.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A STOMP session over a WebSocket: frames in and out, in order. */
public final class StompLine implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int ABNORMAL = 1006;

    private final BlockingQueue<Input> inbox = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    /** Sends go out one after the other; the field is the last one, guarded by this. */
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);

    /** What comes from the other side. */
    public sealed interface Input {
        record Message(String text) implements Input {}

        record Closed(int code, String reason) implements Input {}
    }

    private StompLine(HttpClient http, URI uri)
            throws InterruptedException, ExecutionException, TimeoutException {
        var pending =
                http.newWebSocketBuilder()
                        .subprotocols("v12.stomp")
                        .connectTimeout(CONNECT)
                        .buildAsync(uri, new Listener(inbox));
        try {
            socket = pending.get(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // it may still open: then nobody wants it any more
            var _ = pending.thenAccept(WebSocket::abort);
            throw e;
        }
    }

    /** Opens a WebSocket; empty where that does not work now. */
    public static Optional<StompLine> open(HttpClient http, URI uri) {
        try {
            return Optional.of(new StompLine(http, uri));
        } catch (ExecutionException | TimeoutException notNow) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Does not wait; a failure shows as the session's end. */
    public synchronized void send(String frame) {
        lastSend =
                lastSend.handle((_, _) -> frame)
                        .thenCompose(text -> socket.sendText(text, true))
                        .toCompletableFuture();
    }

    public Optional<Input> poll(Duration atMost) throws InterruptedException {
        return Optional.ofNullable(inbox.poll(atMost.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Ends it without a word, as a lost network does. */
    @Override
    public void close() {
        socket.abort();
    }

    private record Listener(BlockingQueue<Input> inbox, StringBuilder partial)
            implements WebSocket.Listener {

        Listener(BlockingQueue<Input> inbox) {
            this(inbox, new StringBuilder());
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                inbox.add(new Input.Message(partial.toString()));
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            inbox.add(new Input.Closed(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            inbox.add(new Input.Closed(ABNORMAL, ""));
        }
    }
}
