package io.parley.message.history.mentions;

import io.parley.message.web.Refusal;
import io.parley.model.RoomId;
import java.time.Instant;
import java.util.regex.Pattern;

/** Where the next page of mentions begins: with what is older than this message. */
record MentionCursor(Instant at, RoomId room, long seq) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})_(.{36})_(\\d{1,18})");

    static MentionCursor parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw wrong();
        }
        return new MentionCursor(
                Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                RoomId.parse(parts.group(2)).orElseThrow(MentionCursor::wrong),
                Long.parseLong(parts.group(3)));
    }

    String text() {
        return at.toEpochMilli() + "_" + room + "_" + seq;
    }

    private static Refusal wrong() {
        return Refusal.invalid("before", "must be the next of an earlier page");
    }
}
