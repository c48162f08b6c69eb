package io.parley.chaos.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts what a Redis server says into whole answers (RESP2 and RESP3), however it arrives. Keeps the
 * beginning of an answer until its end has come.
 */
final class RespFramer {

    private static final int INCOMPLETE = -1;

    private byte[] rest = new byte[0];

    /** The answers that are whole now. */
    List<byte[]> add(byte[] bytes) {
        var all = new ByteArrayOutputStream(rest.length + bytes.length);
        all.writeBytes(rest);
        all.writeBytes(bytes);
        var buffer = all.toByteArray();
        var whole = new ArrayList<byte[]>();
        int start = 0;
        for (int end = end(buffer, 0); end != INCOMPLETE; end = end(buffer, start)) {
            whole.add(Arrays.copyOfRange(buffer, start, end));
            start = end;
        }
        rest = Arrays.copyOfRange(buffer, start, buffer.length);
        return whole;
    }

    /** Where the value ends that starts there. */
    private static int end(byte[] buffer, int start) {
        int line = endOfLine(buffer, start);
        if (line == INCOMPLETE) {
            return INCOMPLETE;
        }
        return switch (buffer[start]) {
            case '$', '=', '!' -> endOfBulk(buffer, line, length(buffer, start, line));
            case '*', '~', '>' -> endOfAll(buffer, line, length(buffer, start, line));
            case '%' -> endOfAll(buffer, line, 2 * length(buffer, start, line));
            default -> line;
        };
    }

    private static int endOfBulk(byte[] buffer, int line, int length) {
        int end = length < 0 ? line : line + length + 2;
        return end <= buffer.length ? end : INCOMPLETE;
    }

    private static int endOfAll(byte[] buffer, int line, int count) {
        int at = line;
        for (int i = 0; i < count && at != INCOMPLETE; i++) {
            at = end(buffer, at);
        }
        return at;
    }

    private static int endOfLine(byte[] buffer, int start) {
        for (int i = start + 1; i < buffer.length; i++) {
            if (buffer[i - 1] == '\r' && buffer[i] == '\n') {
                return i + 1;
            }
        }
        return INCOMPLETE;
    }

    private static int length(byte[] buffer, int start, int line) {
        return Integer.parseInt(new String(buffer, start + 1, line - start - 3, US_ASCII));
    }

    /**
     * The texts of an array or push of bulk strings, as far as they are bulk strings, at most so
     * many.
     */
    static List<String> texts(byte[] answer, int most) {
        if (answer[0] != '*' && answer[0] != '>') {
            return List.of();
        }
        var texts = new ArrayList<String>();
        int at = endOfLine(answer, 0);
        while (at < answer.length && answer[at] == '$' && texts.size() < most) {
            int line = endOfLine(answer, at);
            int length = Math.max(0, length(answer, at, line));
            texts.add(new String(answer, line, length, US_ASCII));
            at = endOfBulk(answer, line, length);
        }
        return texts;
    }
}
