package io.parley.load.client;

import io.parley.load.client.Crowd.Seat;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Clients that nobody wants as neighbours; each tells what it got. */
public final class BadClients {

    private static final Pattern TYPE = Pattern.compile("\nx-type:([a-z.]+)\n");
    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z.]+)\"");
    private static final int BUFFER = 64 * 1024;
    private static final int SMALL_BUFFER = 4 * 1024;
    private static final long SECOND = 1_000;
    private static final long REFUSED = 100;
    private static final int FRAME = 60_000;

    private final URI target;
    private final Seat seat;

    public BadClients(URI target, Seat seat) {
        this.target = target;
        this.seat = seat;
    }

    /** Resumes after the first event of a long room, again and again. */
    public String farBehind(BooleanSupplier goOn) {
        return outcome(
                () -> {
                    var types = new LinkedHashMap<String, Integer>();
                    var times = 0;
                    while (goOn.getAsBoolean()) {
                        resume(types);
                        times++;
                    }
                    return "%d resumes: %s".formatted(times, types);
                });
    }

    private void resume(Map<String, Integer> types) throws IOException {
        try (var client = new RawClient(target, BUFFER)) {
            client.connect(seat.person().accessToken());
            client.send(subscribe("x-after:1\n"));
            for (var isOver = false; !isOver; ) {
                var received = client.receive();
                TYPE.matcher(received.text())
                        .results()
                        .forEach(found -> types.merge(found.group(1), 1, Integer::sum));
                isOver = received.isEnd() || received.text().contains("receipt-id:subscribed");
            }
        }
    }

    /** Follows a busy room and reads one byte a second. */
    public String slowReader(BooleanSupplier goOn) {
        return outcome(
                () -> {
                    try (var client = new RawClient(target, SMALL_BUFFER)) {
                        client.connect(seat.person().accessToken());
                        client.send(subscribe(""));
                        var begin = System.nanoTime();
                        while (goOn.getAsBoolean()) {
                            Pause.millis(SECOND);
                            if (client.receiveByte() < 0) {
                                return "cut after %.0f s".formatted(secondsSince(begin));
                            }
                        }
                        // what was on the way to it may be read to its end; then it is over or not
                        return readOn(client, begin);
                    }
                });
    }

    private static String readOn(RawClient client, long begin) {
        var code = client.readToTheEnd();
        return code == RawClient.NO_CLOSE_CODE
                ? "cut without a code, seen after %.0f s".formatted(secondsSince(begin))
                : "closed with %d".formatted(code);
    }

    /** Sends a message as thousands of WebSocket messages of one byte, again and again. */
    public String fragments(BooleanSupplier goOn) {
        return outcome(
                () -> {
                    var outcomes = new LinkedHashMap<String, Integer>();
                    while (goOn.getAsBoolean()) {
                        outcomes.merge(tryInPieces(), 1, Integer::sum);
                    }
                    return outcomes.toString();
                });
    }

    private String sendInPieces() throws IOException {
        try (var client = new RawClient(target, BUFFER)) {
            client.connect(seat.person().accessToken());
            var body = People.draft("x".repeat(FRAME));
            var frame =
                    "SEND\ndestination:/app/rooms/%s/send\nreceipt:%s\ncontent-length:%d\n\n%s\0"
                            .formatted(seat.roomId(), UUID.randomUUID(), body.length(), body);
            try {
                for (var i = 0; i < frame.length(); i++) {
                    client.send(frame.substring(i, i + 1));
                }
            } catch (IOException closed) {
                // the reason stands in what was received
            }
            return reason(client);
        }
    }

    /** Comes again ten times a second where it is not let in. */
    private String tryInPieces() throws IOException {
        try {
            return sendInPieces();
        } catch (RawClient.RefusedException refused) {
            Pause.millis(REFUSED);
            return String.valueOf(refused.getMessage());
        }
    }

    private static String reason(RawClient client) {
        var code = "";
        try {
            while (true) {
                var received = client.receive();
                var found = CODE.matcher(received.text());
                code = found.find() ? found.group(1) + ", " : code;
                if (received.isEnd()) {
                    return "%sclosed with %d".formatted(code, received.closeCode());
                }
            }
        } catch (IOException cut) {
            return code + "cut";
        }
    }

    private String subscribe(String header) {
        return "SUBSCRIBE\nid:s\ndestination:/topic/rooms/%s\n%sreceipt:subscribed\n\n\0"
                .formatted(seat.roomId(), header);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /** What a client does until it is done or thrown out. */
    private interface Misdeed {
        String commit() throws IOException;
    }

    private static String outcome(Misdeed misdeed) {
        try {
            return misdeed.commit();
        } catch (IOException e) {
            return "connection lost: " + e.getMessage();
        }
    }
}
