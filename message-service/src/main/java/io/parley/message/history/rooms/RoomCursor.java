package io.parley.message.history.rooms;

import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import java.time.Instant;
import java.util.regex.Pattern;

/** Where the next page of a person's rooms begins: behind this room, as it was then. */
record RoomCursor(Instant lastAt, RoomId room) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})_(.{36})");

    static RoomCursor parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw wrong();
        }
        var at = Instant.ofEpochMilli(Long.parseLong(parts.group(1)));
        return new RoomCursor(at, RoomId.parse(parts.group(2)).orElseThrow(RoomCursor::wrong));
    }

    String text() {
        return lastAt.toEpochMilli() + "_" + room;
    }

    private static Refusal wrong() {
        return Refusal.invalid("cursor", "must be the next of an earlier page");
    }
}
