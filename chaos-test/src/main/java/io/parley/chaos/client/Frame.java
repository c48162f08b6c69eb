package io.parley.chaos.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A STOMP frame from the server. Bodies are JSON and so hold no NUL, by which they are told apart.
 */
record Frame(String command, Map<String, String> headers, String body) {

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.?)");

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
            var value = lines[i].substring(colon + 1);
            headers.putIfAbsent(
                    lines[i].substring(0, colon), isPlain(lines[0]) ? value : unescape(value));
        }
        return new Frame(lines[0], headers, text.substring(bodyAt + 2));
    }

    /** STOMP escapes nothing in the frame that agrees on its version. */
    private static boolean isPlain(String command) {
        return command.equals("CONNECTED");
    }

    private static String unescape(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(
                        match ->
                                switch (match.group(1)) {
                                    case "c" -> ":";
                                    case "n" -> "\n";
                                    case "r" -> "\r";
                                    case "\\" -> "\\\\";
                                    default ->
                                            throw new IllegalStateException(
                                                    "no escape of STOMP 1.2: " + text);
                                });
    }
}
