package io.parley.chat.edge;

/**
 * An outgoing STOMP frame, encoded once and shared by every session that gets it.
 *
 * @param text the frame with its closing NUL, or what a session has of its own of it
 * @param rest what follows {@code text}; empty mostly. A large body is one string for all sessions
 * @param bytes the size of both in UTF-8
 */
public record EncodedFrame(String text, String rest, int bytes) {

    /** Server heart-beat: an end of line between frames. */
    public static final EncodedFrame HEART_BEAT = of("\n");

    static EncodedFrame of(String text) {
        return new EncodedFrame(text, "", utf8Length(text));
    }

    static int utf8Length(String text) {
        var bytes = text.length();
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= 0x80) {
                // A surrogate pair is two chars and four bytes, so each half counts one more
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
