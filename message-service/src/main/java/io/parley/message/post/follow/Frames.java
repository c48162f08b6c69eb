package io.parley.message.post.follow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.wire.Json;
import java.time.Duration;
import java.util.Map;

/** Server-Sent Events as bytes. Data is always one line of JSON, whatever the texts in it hold. */
final class Frames {

    static final byte[] KEEP_ALIVE = ": \n\n".getBytes(UTF_8);

    private Frames() {}

    /** The first bytes of a stream: they prove that it is open, and say when to come back. */
    static byte[] greeting(Duration retry) {
        return ("retry: " + retry.toMillis() + "\n: posts\n\n").getBytes(UTF_8);
    }

    /** An event that moves the follower's position. */
    static byte[] event(long position, String name, String json) {
        return ("id: " + position + "\n" + text(name, json)).getBytes(UTF_8);
    }

    /** An event that leaves the follower's position where it is. */
    static byte[] event(String name, String json) {
        return text(name, json).getBytes(UTF_8);
    }

    /** A word about the stream itself. */
    static byte[] notice(String kind) {
        return event("notice", json(Map.of("kind", kind)));
    }

    static byte[] noticeAt(long position, String kind) {
        return event(position, "notice", json(Map.of("kind", kind, "position", position)));
    }

    /** What was known before is void: read the list of posts, then follow from here. */
    static byte[] resetAt(long position, String reason) {
        return event(position, "reset", json(Map.of("reason", reason, "position", position)));
    }

    /** As {@link #resetAt}; the list of posts comes next, so the position comes after it. */
    static byte[] resetBeforeSnapshot(String reason) {
        return event("reset", json(Map.of("reason", reason)));
    }

    /** The last word before a drain: come back, but not all at once. */
    static byte[] farewell(Duration retry) {
        return ("retry: " + retry.toMillis() + "\n" + text("notice", "{\"kind\":\"draining\"}"))
                .getBytes(UTF_8);
    }

    private static String json(Map<String, Object> data) {
        return Json.MAPPER.writeValueAsString(data);
    }

    private static String text(String name, String json) {
        return "event: " + name + "\ndata: " + oneLine(json) + "\n\n";
    }

    /**
     * JSON escapes CR and LF itself. The other three that some reader takes for the end of a line
     * occur inside of JSON strings only, so that an escape means the same.
     */
    private static String oneLine(String json) {
        return json.replace("\u0085", "\\u0085")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
