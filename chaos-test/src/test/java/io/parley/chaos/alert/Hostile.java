package io.parley.chaos.alert;

import io.parley.chaos.client.Account;
import io.parley.chaos.client.Rest;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Many who connect faster than a pod takes them and then take nothing more, and many requests for
 * what is nobody's business.
 */
final class Hostile {

    private static final long CONNECT_EVERY_MILLIS = 50;
    private static final long ASK_EVERY_MILLIS = 40;

    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(1, Thread.ofVirtual().factory());

    Hostile(Rest rest, URI sockets, Account account) {
        var _ =
                timer.scheduleAtFixedRate(
                        () -> soon(() -> connectAndTakeNothing(rest, sockets, account)),
                        0,
                        CONNECT_EVERY_MILLIS,
                        TimeUnit.MILLISECONDS);
        var _ =
                timer.scheduleAtFixedRate(
                        () -> soon(() -> rest.get("/internal/users", "")),
                        0,
                        ASK_EVERY_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private static void soon(Runnable action) {
        var _ = Thread.ofVirtual().start(action);
    }

    static String connect(String token) {
        return "CONNECT\naccept-version:1.2\nhost:parley\nheart-beat:1000,25000\nAuthorization:Bearer %s\n\n\0"
                .formatted(token);
    }

    private static void connectAndTakeNothing(Rest rest, URI sockets, Account account) {
        account.accessToken().ifPresent(token -> connect(rest, sockets, token));
    }

    private static void connect(Rest rest, URI sockets, String token) {
        var _ =
                rest.http()
                        .newWebSocketBuilder()
                        .subprotocols("v12.stomp")
                        .buildAsync(sockets, new Deaf())
                        .thenCompose(socket -> socket.sendText(connect(token), true));
    }

    /** Asks for no message, so that the socket takes nothing, not even a ping. */
    private static final class Deaf implements WebSocket.Listener {

        @Override
        public void onOpen(WebSocket socket) {
            // No request(1), as the default would make
        }
    }

    void stop() {
        timer.shutdownNow();
    }
}
