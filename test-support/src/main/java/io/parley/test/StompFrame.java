package io.parley.test;

import io.parley.model.wire.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One STOMP frame; of a repeated header the first counts. */
public record StompFrame(String command, Map<String, String> headers, String body) {

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.?)");

    public @Nullable String header(String name) {
        return headers.get(name);
    }

    public boolean is(String wanted) {
        return command.equals(wanted);
    }

    /** The body as JSON. */
    public JsonNode json() {
        return Json.MAPPER.readTree(body);
    }

    /** The frame as it goes over the wire, with its NUL. */
    public String encoded() {
        var text = new StringBuilder(command).append('\n');
        headers.forEach(
                (name, value) ->
                        text.append(isPlain(command) ? name : escape(name))
                                .append(':')
                                .append(isPlain(command) ? value : escape(value))
                                .append('\n'));
        return text.append('\n').append(body).append('\0').toString();
    }

    /** All frames of one WebSocket message; heart-beats between them are left out. */
    static List<StompFrame> decode(String message) {
        var reader = new Reader(message.getBytes(StandardCharsets.UTF_8));
        var frames = new ArrayList<StompFrame>();
        while (reader.skipHeartbeats()) {
            frames.add(reader.frame());
        }
        return frames;
    }

    /** In the frames that agree on a version nothing is escaped. */
    private static boolean isPlain(String command) {
        return command.equals("CONNECT") || command.equals("CONNECTED") || command.equals("STOMP");
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace(":", "\\c");
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
                                    default -> throw new AssertionError("no escape: " + text);
                                });
    }

    private static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean skipHeartbeats() {
            while (at < bytes.length && (bytes[at] == '\n' || bytes[at] == '\r')) {
                at++;
            }
            return at < bytes.length;
        }

        StompFrame frame() {
            var command = line();
            var headers = new LinkedHashMap<String, String>();
            for (var line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                var name = line.substring(0, colon);
                var value = line.substring(colon + 1);
                headers.putIfAbsent(
                        isPlain(command) ? name : unescape(name),
                        isPlain(command) ? value : unescape(value));
            }
            var length = headers.get("content-length");
            var body = length == null ? upToNul() : exactly(Integer.parseInt(length));
            at++;
            return new StompFrame(command, headers, body);
        }

        private String line() {
            var line = new ByteArrayOutputStream();
            while (bytes[at] != '\n') {
                line.write(bytes[at++]);
            }
            at++;
            var text = line.toString(StandardCharsets.UTF_8);
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }

        private String upToNul() {
            int start = at;
            while (bytes[at] != 0) {
                at++;
            }
            return new String(bytes, start, at - start, StandardCharsets.UTF_8);
        }

        private String exactly(int length) {
            var body = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return body;
        }
    }
}
