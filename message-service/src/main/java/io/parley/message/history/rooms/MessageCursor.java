package io.parley.message.history.rooms;

import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** Where the next page of messages of many rooms begins: with what is older than this one. */
public record MessageCursor(Instant at, RoomId room, long seq) {

    /** Before all that there will be. */
    public static final MessageCursor NEWEST =
            new MessageCursor(
                    Instant.parse("9999-12-31T00:00:00Z"),
                    new RoomId(new UUID(-1, -1)),
                    Long.MAX_VALUE);

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})_(.{36})_(\\d{1,18})");

    /**
     * @throws Refusal where the text is no cursor
     */
    public static MessageCursor parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw wrong();
        }
        return new MessageCursor(
                Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                RoomId.parse(parts.group(2)).orElseThrow(MessageCursor::wrong),
                Long.parseLong(parts.group(3)));
    }

    /** As clients have it. */
    public String text() {
        return at.toEpochMilli() + "_" + room + "_" + seq;
    }

    private static Refusal wrong() {
        return Refusal.invalid("before", "must be the next of an earlier page");
    }
}
