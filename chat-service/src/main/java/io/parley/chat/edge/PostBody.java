package io.parley.chat.edge;

/**
 * What a change of a post is to people of one role: the end of a frame, the same for all of them.
 *
 * @param text the event's JSON as every client sees it, and the frame's closing NUL
 * @param bytes its size in UTF-8
 */
public record PostBody(String type, String text, int bytes) {

    public static PostBody of(String type, String json) {
        return new PostBody(type, json + '\0', EncodedFrame.utf8Length(json) + 1);
    }
}
