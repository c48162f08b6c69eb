package io.parley.chaos.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A STOMP frame from the server. Bodies are JSON and so hold no NUL, by which they are told apart.
 */
record Frame(String command, Map<String, String> headers, String body) {

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** All frames of a WebSocket message; beats between them are left out. */
    static List<Frame> decode(String message) {
        var frames = new ArrayList<Frame>();
        int at = 0;
        for (int end = message.indexOf('\0'); end >= 0; end = message.indexOf('\0', at)) {
            frames.add(one(message.substring(at, end).stripLeading()));
            at = end + 1;
        }
        return frames;
    }

    private static Frame one(String text) {
        int bodyAt = text.indexOf("\n\n");
        var lines = text.substring(0, bodyAt).split("\n", -1);
        var headers = new HashMap<String, String>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.putIfAbsent(
                    lines[i].substring(0, colon), unescape(lines[i].substring(colon + 1)));
        }
        return new Frame(lines[0], headers, text.substring(bodyAt + 2));
    }

    private static String unescape(String text) {
        return text.indexOf('\\') < 0
                ? text
                : text.replace("\\c", ":").replace("\\n", "\n").replace("\\\\", "\\");
    }
}
