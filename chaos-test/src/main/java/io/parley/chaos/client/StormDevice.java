package io.parley.chaos.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/** A second device of a person that sends what the first one sends, and listens to nothing. */
final class StormDevice implements AutoCloseable {

    private final HttpClient http;
    private final URI sockets;
    private final Account account;
    private Optional<StompLine> line = Optional.empty();

    StormDevice(HttpClient http, URI sockets, Account account) {
        this.http = http;
        this.sockets = sockets;
        this.account = account;
    }

    /** Connects first if it is not connected; what cannot be sent is let go. */
    void send(String frame) {
        if (isGone()) {
            close();
            line = account.accessToken().flatMap(this::connect);
        }
        line.ifPresent(open -> open.send(frame));
    }

    private Optional<StompLine> connect(String token) {
        var opened = StompLine.open(http, sockets);
        opened.ifPresent(
                open ->
                        open.send(
                                "CONNECT\naccept-version:1.2\nhost:parley\nheart-beat:0,0\nAuthorization:Bearer %s\n\n\0"
                                        .formatted(token)));
        return opened;
    }

    private boolean isGone() {
        if (line.isEmpty()) {
            return true;
        }
        try {
            for (var input = line.get().poll(Duration.ZERO);
                    input.isPresent();
                    input = line.get().poll(Duration.ZERO)) {
                if (input.get() instanceof StompLine.Input.Closed) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public void close() {
        line.ifPresent(StompLine::close);
        line = Optional.empty();
    }
}
