package io.parley.test;

import io.parley.model.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A STOMP session over the JDK's WebSocket that keeps every frame it got. It sends what it is told,
 * also what no well-behaved client would.
 *
 * <p>Waits are bounded; when one ends without success it fails with what was received.
 */
public final class StompConnection implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Received received = new Received();
    private final AtomicInteger ids = new AtomicInteger();
    private final WebSocket socket;

    private StompConnection(URI uri, String origin) {
        var builder = HTTP.newWebSocketBuilder().subprotocols("v12.stomp").connectTimeout(PATIENCE);
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        socket = result(builder.buildAsync(uri, received));
    }

    /** A WebSocket on which nothing has been said yet. */
    public static StompConnection open(URI uri) {
        return new StompConnection(uri, "");
    }

    /** As {@link #open}, as a browser does it that shows a page of that origin. */
    public static StompConnection openFrom(URI uri, String origin) {
        return new StompConnection(uri, origin);
    }

    /** A session of the token's subject. */
    public static StompConnection connect(URI uri, String accessToken) {
        var connection = open(uri);
        connection.sendConnect(accessToken);
        connection.await(frame -> frame.is("CONNECTED"));
        return connection;
    }

    /** Sends CONNECT without waiting for the answer. */
    public void sendConnect(String accessToken) {
        sendFrame(
                "CONNECT",
                Map.of(
                        "accept-version", "1.2",
                        "host", "parley",
                        "heart-beat", "0,0",
                        "Authorization", "Bearer " + accessToken),
                "");
    }

    /** Subscribes without waiting; answers the subscription's id. */
    public String subscribe(String destination, Map<String, String> headers) {
        var id = "sub-" + ids.incrementAndGet();
        var all = new LinkedHashMap<>(headers);
        all.put("id", id);
        all.put("destination", destination);
        sendFrame("SUBSCRIBE", all, "");
        return id;
    }

    /** Subscribes and waits for the RECEIPT. */
    public String subscribeAndAwait(String destination, Map<String, String> headers) {
        var receipt = "receipt-" + ids.incrementAndGet();
        var all = new LinkedHashMap<>(headers);
        all.put("receipt", receipt);
        var id = subscribe(destination, all);
        awaitReceipt(receipt);
        return id;
    }

    public void unsubscribe(String subscriptionId) {
        sendFrame("UNSUBSCRIBE", Map.of("id", subscriptionId), "");
    }

    /** Sends the body as JSON without waiting; answers the receipt's id. */
    public String send(String destination, Object body) {
        return send(destination, body, Map.of());
    }

    /** The same with further headers. */
    public String send(String destination, Object body, Map<String, String> headers) {
        var receipt = "receipt-" + ids.incrementAndGet();
        var all = new LinkedHashMap<>(headers);
        all.put("destination", destination);
        all.put("content-type", "application/json");
        all.put("receipt", receipt);
        sendFrame("SEND", all, Json.MAPPER.writeValueAsString(body));
        return receipt;
    }

    /** Sends the body as JSON and waits for the RECEIPT. */
    public void sendAndAwait(String destination, Object body) {
        awaitReceipt(send(destination, body));
    }

    public void sendFrame(String command, Map<String, String> headers, String body) {
        sendRaw(new StompFrame(command, headers, body).encoded());
    }

    /** One WebSocket text message of exactly this. */
    public void sendRaw(String text) {
        result(socket.sendText(text, true));
    }

    /** As {@link #sendRaw}, whether or not the other side takes all of it. */
    public void offerRaw(String text) {
        var _ = socket.sendText(text, true);
    }

    /** One WebSocket text message of this, in continuation frames of so many characters. */
    public void sendInPieces(String text, int chars) {
        for (var from = 0; from < text.length(); from += chars) {
            var end = Math.min(from + chars, text.length());
            result(socket.sendText(text.substring(from, end), end == text.length()));
        }
    }

    public StompFrame awaitReceipt(String receipt) {
        return await(frame -> frame.is("RECEIPT") && receipt.equals(frame.header("receipt-id")));
    }

    /** The first frame so far or to come that fits. */
    public StompFrame await(Predicate<StompFrame> condition) {
        return awaitAtLeast(1, condition).getFirst();
    }

    /** The frames that fit, as soon as there are so many. */
    public List<StompFrame> awaitAtLeast(int count, Predicate<StompFrame> condition) {
        return received.await(count, condition);
    }

    /** The frames so far that fit. */
    public List<StompFrame> frames(Predicate<StompFrame> condition) {
        return received.matching(condition);
    }

    /**
     * The times between this many signs of life of the server and those before, heart-beats too.
     */
    public List<Duration> awaitGaps(int count) {
        return received.awaitGaps(count);
    }

    /**
     * The code of the server's close, when it comes; 1006 when the connection broke without one.
     */
    public int awaitClose() {
        return result(received.closed.copy());
    }

    /** The code of the server's close, if it has come. */
    public Optional<Integer> closeCode() {
        return Optional.ofNullable(received.closed.getNow(null));
    }

    /** Ends the connection without a word, as a lost network does. */
    public void abort() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("WebSocket failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("nothing happened within " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Written by the WebSocket's thread, read by tests; its own lock guards the list. */
    private static final class Received implements WebSocket.Listener {

        private static final int ABNORMAL = 1006;

        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder partial = new StringBuilder();
        private final List<StompFrame> frames = new ArrayList<>();
        private final List<Long> heardAt = new ArrayList<>();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                add(StompFrame.decode(partial.toString()));
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            wake();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(ABNORMAL);
            wake();
        }

        private synchronized void add(List<StompFrame> decoded) {
            heardAt.add(System.nanoTime());
            frames.addAll(decoded);
            notifyAll();
        }

        private synchronized void wake() {
            notifyAll();
        }

        synchronized List<StompFrame> matching(Predicate<StompFrame> condition) {
            return frames.stream()
                    .filter(condition)
                    .collect(Collectors.toCollection(ArrayList::new));
        }

        synchronized List<Duration> awaitGaps(int count) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (heardAt.size() <= count) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0 || closed.isDone()) {
                    throw new AssertionError("only %d signs of life".formatted(heardAt.size()));
                }
                pause(left);
            }
            return IntStream.rangeClosed(1, count)
                    .mapToObj(i -> Duration.ofNanos(heardAt.get(i) - heardAt.get(i - 1)))
                    .toList();
        }

        synchronized List<StompFrame> await(int count, Predicate<StompFrame> condition) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            var found = matching(condition);
            var looked = frames.size();
            while (found.size() < count) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0 || closed.isDone()) {
                    throw new AssertionError(
                            "%d of %d awaited frames, close code %s, got %s"
                                    .formatted(found.size(), count, closed.getNow(null), frames));
                }
                pause(left);
                // Looking at all of them each time would take longer than they take to come
                found.addAll(
                        frames.subList(looked, frames.size()).stream().filter(condition).toList());
                looked = frames.size();
            }
            return List.copyOf(found);
        }

        @SuppressWarnings("WaitNotInLoop") // the callers' loop holds the lock
        private void pause(long millis) {
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
