package io.parley.chaos.alert;

import io.parley.chaos.client.Account;
import io.parley.chaos.client.StompLine;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that behaves: is in a room, beats, writes and reads if it is to, and comes back when it
 * must.
 */
final class Regular implements Runnable {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final long BETWEEN_TRIES_NANOS = 500_000_000;
    private static final int LOOKS_BETWEEN_BEATS = 10;

    private final HttpClient http;
    private final URI sockets;
    private final Account account;
    private final String room;
    private final boolean writes;
    private volatile boolean isOver;

    Regular(HttpClient http, URI sockets, Account account, String room, boolean writes) {
        this.http = http;
        this.sockets = sockets;
        this.account = account;
        this.room = room;
        this.writes = writes;
    }

    void end() {
        isOver = true;
    }

    @Override
    public void run() {
        try {
            while (!isOver) {
                var token = account.accessToken();
                var line = token.flatMap(_ -> StompLine.open(http, sockets));
                if (line.isPresent()) {
                    serve(line.get(), token.orElseThrow());
                }
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(StompLine line, String token) throws InterruptedException {
        try (line) {
            line.send(Hostile.connect(token));
            line.send("SUBSCRIBE\nid:room\ndestination:/topic/rooms/%s\n\n\0".formatted(room));
            line.send("SUBSCRIBE\nid:presence\ndestination:/user/queue/presence\n\n\0");
            line.send(watch(account.id()));
            for (int look = 0; !isOver; look++) {
                if (line.poll(LOOK).orElse(null) instanceof StompLine.Input.Closed) {
                    return;
                }
                if (look % LOOKS_BETWEEN_BEATS == 0) {
                    line.send("\n");
                }
                if (writes) {
                    line.send(message());
                }
                if (writes && look % LOOKS_BETWEEN_BEATS == 0) {
                    line.send(unread(look % 2));
                }
            }
        }
    }

    private static String watch(String person) {
        return "SEND\ndestination:/app/presence/watch\ncontent-type:application/json\n\n{\"users\":[\"%s\"]}\0"
                .formatted(person);
    }

    private String unread(long seq) {
        return "SEND\ndestination:/app/rooms/%s/read\ncontent-type:application/json\n\n{\"seq\":%d,\"op\":\"unread\"}\0"
                .formatted(room, seq);
    }

    /** It repeats nothing, so it must say that it gives up what was refused. */
    private String message() {
        return "SEND\ndestination:/app/rooms/%s/send\ncontent-type:application/json\nx-forget-refused:true\n\n{\"clientMsgId\":\"%s\",\"text\":\"tick\"}\0"
                .formatted(room, UUID.randomUUID());
    }
}
