package io.parley.chat.edge;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Outgoing frames of STOMP 1.2, which are also frames of 1.1. Ids made here hold no character that
 * would have to be escaped: not every client undoes that.
 */
public final class StompFrames {

    /** Where errors go that do not end the session. */
    public static final String ERRORS = "/user/queue/errors";

    /** What the server tells about the session itself. */
    public static final String SESSION = "/user/queue/session";

    private static final Pattern LINE_ENDS = Pattern.compile("[\r\n\0]");
    private static final String JSON = "application/json";
    private static final String MESSAGE = "MESSAGE\n";
    private static final String SUBSCRIPTION = "subscription";

    private StompFrames() {}

    public static EncodedFrame connected(Map<String, String> headers) {
        var frame = new StringBuilder("CONNECTED\n");
        // No escapes here: the versions of STOMP agree on that, so values stand as they are
        headers.forEach(
                (name, value) ->
                        frame.append(name).append(':').append(oneLine(value)).append('\n'));
        return EncodedFrame.of(frame.append("\n\0").toString());
    }

    /** Where nothing is escaped, a value cannot have more than one line. */
    private static String oneLine(String value) {
        return LINE_ENDS.matcher(value).replaceAll("?");
    }

    public static EncodedFrame receipt(String receiptId) {
        var frame = new StringBuilder("RECEIPT\n");
        header(frame, "receipt-id", receiptId);
        return EncodedFrame.of(frame.append("\n\0").toString());
    }

    /** The last frame of a session that ends with an error. */
    public static EncodedFrame error(Problem problem) {
        var frame = new StringBuilder("ERROR\n");
        header(frame, "message", problem.code().wireName());
        if (problem.receiptId() != null) {
            header(frame, "receipt-id", problem.receiptId());
        }
        if (problem.code() == ErrorCode.PROTOCOL_UNSUPPORTED) {
            header(frame, "version", StompVersion.numbers());
        }
        return withBody(frame, Json.MAPPER.writeValueAsString(problem));
    }

    /** A frame of a subscription that is neither a room event nor numbered. */
    public static EncodedFrame message(
            String subscription, String destination, String messageId, String type, String body) {
        return withBody(messageHead(subscription, destination, messageId, type), body);
    }

    /** The same of what is soon out of date, and never sent again. */
    public static EncodedFrame ephemeral(
            String subscription, String destination, String messageId, String type, String body) {
        var frame = messageHead(subscription, destination, messageId, type);
        return withBody(frame.append("x-ephemeral:true\n"), body);
    }

    /** A durable event of a room. */
    public static EncodedFrame event(
            String subscription, String destination, RoomFrame event, boolean isReplay) {
        var frame =
                messageHead(
                        subscription, destination, event.room() + "/" + event.seq(), event.type());
        frame.append("x-seq:").append(event.seq()).append('\n');
        if (isReplay) {
            frame.append("x-replay:true\n");
        }
        return withBody(frame, event.json());
    }

    /** A numbered change of a post. */
    public static EncodedFrame post(
            String subscription,
            String destination,
            long position,
            PostBody body,
            boolean isReplay) {
        var frame = messageHead(subscription, destination, "posts/" + position, body.type());
        frame.append("x-position:").append(position).append('\n');
        if (isReplay) {
            frame.append("x-replay:true\n");
        }
        header(frame, "content-type", JSON);
        var head = frame.append('\n').toString();
        return new EncodedFrame(head, body.text(), EncodedFrame.utf8Length(head) + body.bytes());
    }

    /** Whether a frame belongs to the subscription. */
    public static boolean isOf(EncodedFrame frame, String subscription) {
        var head = new StringBuilder(MESSAGE);
        header(head, SUBSCRIPTION, subscription);
        return frame.text().startsWith(head.toString());
    }

    private static StringBuilder messageHead(
            String subscription, String destination, String messageId, String type) {
        var frame = new StringBuilder(MESSAGE);
        header(frame, SUBSCRIPTION, subscription);
        header(frame, "destination", destination);
        header(frame, "message-id", messageId);
        header(frame, "x-type", type);
        return frame;
    }

    private static EncodedFrame withBody(StringBuilder frame, String body) {
        header(frame, "content-type", JSON);
        return EncodedFrame.of(frame.append('\n').append(body).append('\0').toString());
    }

    private static void header(StringBuilder frame, String name, String value) {
        frame.append(name).append(':');
        for (var i = 0; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case '\n' -> frame.append("\\n");
                case '\r' -> frame.append("\\r");
                case ':' -> frame.append("\\c");
                case '\\' -> frame.append("\\\\");
                case '\0' -> frame.append('?');
                default -> frame.append(value.charAt(i));
            }
        }
        frame.append('\n');
    }
}
