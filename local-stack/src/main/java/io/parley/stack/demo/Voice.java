package io.parley.stack.demo;

import io.parley.model.wire.Json;
import io.parley.stack.infrastructure.StackException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One person who says something over STOMP, one message after the other. */
final class Voice implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final Ear ear = new Ear();
    private final WebSocket socket;
    private int said;

    Voice(HttpClient http, URI webSocket, String accessToken) {
        socket =
                http.newWebSocketBuilder()
                        .subprotocols("v12.stomp")
                        .buildAsync(webSocket, ear)
                        .join();
        send(
                "CONNECT\naccept-version:1.2\nhost:parley\nheart-beat:0,0\nAuthorization:Bearer "
                        + accessToken
                        + "\n\n\0");
        ear.await("CONNECTED");
    }

    /** Says it, and waits until it is in the log. */
    void say(String roomId, String text) {
        said++;
        var body =
                Json.MAPPER.writeValueAsString(
                        Map.of("clientMsgId", UUID.randomUUID().toString(), "text", text));
        send(
                "SEND\ndestination:/app/rooms/%s/send\ncontent-type:application/json\nreceipt:%d\n\n%s\0"
                        .formatted(roomId, said, body));
        ear.await("RECEIPT");
    }

    private void send(String frame) {
        socket.sendText(frame, true).join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** Keeps the frames' texts; commands at their beginnings are all that matters here. */
    private static final class Ear implements WebSocket.Listener {

        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                messages.add(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        void await(String command) {
            try {
                var message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (message == null || !message.strip().startsWith(command)) {
                    throw new StackException(
                            "The demo awaited a " + command + " and got " + message);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackException("Interrupted.", e);
            }
        }
    }
}
