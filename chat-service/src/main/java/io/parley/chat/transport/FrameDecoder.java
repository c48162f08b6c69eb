package io.parley.chat.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.chat.edge.StompVersion;
import io.parley.model.wire.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.simp.stomp.StompCommand;

/**
 * Reads one STOMP frame after the other out of bytes that came together, and says of what is none
 * what is wrong with it. CONNECT is taken as it stands; all other frames have the escapes of the
 * session's version.
 */
final class FrameDecoder {

    private static final Pattern LENGTH = Pattern.compile("0|[1-9]\\d{0,8}");
    private static final int SHOWN_CHARS = 32;
    private static final String RECEIPT = "receipt";
    private static final String CONTENT_LENGTH = "content-length";

    private final byte[] bytes;
    private final int maxFrameBytes;

    // Of the frame that is being read
    private int at;
    private int frameAt;
    private Map<String, String> headers = new LinkedHashMap<>();
    private int headerCount;
    private String missing = "";

    FrameDecoder(byte[] bytes, int maxFrameBytes) {
        this.bytes = bytes;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** The next frame; empty where no other one has come to its end. */
    Optional<Frame> next(StompVersion version) throws MalformedFrameException {
        skipEndsOfLine();
        frameAt = at;
        headers = new LinkedHashMap<>();
        headerCount = 0;
        missing = "";
        return at < bytes.length ? frame(version) : Optional.empty();
    }

    /** What has come of a frame whose end has not. */
    byte[] rest() {
        return Arrays.copyOfRange(bytes, frameAt, bytes.length);
    }

    /** In words, what {@link #rest} lacks. */
    String missing() {
        return missing;
    }

    /** The receipt that an incomplete frame asks for, where that much of it has come. */
    @Nullable String receipt() {
        return headers.get(RECEIPT);
    }

    private Optional<Frame> frame(StompVersion version) throws MalformedFrameException {
        var first = line();
        if (first == null) {
            return incomplete("its first line has no end");
        }
        var command = command(first);
        for (var line = line(); ; line = line()) {
            if (line == null) {
                return incomplete("the blank line after its headers is missing");
            }
            if (line.isEmpty()) {
                break;
            }
            readHeader(command, line, version);
        }
        var body = body(command);
        return body == null
                ? Optional.empty()
                : Optional.of(new Frame(command, Map.copyOf(headers), body));
    }

    private Optional<Frame> incomplete(String what) {
        missing = what;
        return Optional.empty();
    }

    private void skipEndsOfLine() {
        while (at < bytes.length && (bytes[at] == '\n' || isCarriageReturnOfALine())) {
            at++;
        }
    }

    private boolean isCarriageReturnOfALine() {
        return bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n';
    }

    /** Null where its end has not come. */
    private @Nullable String line() throws MalformedFrameException {
        var start = at;
        for (var i = start; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw malformed("There is a NUL before the blank line that ends the headers.");
            }
            if (bytes[i] == '\n') {
                at = i + 1;
                var end = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
                return checked(text(start, end - start));
            }
        }
        return null;
    }

    private String checked(String line) throws MalformedFrameException {
        if (line.indexOf('\r') >= 0) {
            throw malformed("There is a carriage return within the line " + shown(line) + ".");
        }
        return line;
    }

    private StompCommand command(String name) throws MalformedFrameException {
        for (var command : StompCommand.values()) {
            if (command.name().equals(name)) {
                return command;
            }
        }
        throw malformed("This is not a STOMP frame: there is no command " + shown(name) + ".");
    }

    private void readHeader(StompCommand command, String line, StompVersion version)
            throws MalformedFrameException {
        var colon = line.indexOf(':');
        if (colon <= 0) {
            throw malformed("The header line " + shown(line) + " is not a name, a colon, a value.");
        }
        var isPlain = command == StompCommand.CONNECT || command == StompCommand.STOMP;
        var name = line.substring(0, colon);
        var value = line.substring(colon + 1);
        put(isPlain ? name : unescaped(name, version), isPlain ? value : unescaped(value, version));
    }

    /** Of a repeated header the first one counts. */
    private void put(String name, String value) throws MalformedFrameException {
        if (++headerCount > ChatLimits.MAX_HEADERS
                || name.length() > ChatLimits.MAX_HEADER_CHARS
                || value.length() > ChatLimits.MAX_HEADER_CHARS) {
            throw malformed(
                    "A frame has at most %d headers of %d characters."
                            .formatted(ChatLimits.MAX_HEADERS, ChatLimits.MAX_HEADER_CHARS));
        }
        headers.putIfAbsent(name, value);
    }

    private String unescaped(String text, StompVersion version) throws MalformedFrameException {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
                plain.append(escaped(i < text.length() ? text.charAt(i) : ' ', text, version));
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    private char escaped(char code, String text, StompVersion version)
            throws MalformedFrameException {
        if (code == 'r' && version.escapesCarriageReturns()) {
            return '\r';
        }
        return switch (code) {
            case 'n' -> '\n';
            case 'c' -> ':';
            case '\\' -> '\\';
            default ->
                    throw malformed(
                            "STOMP %s has no such escape as in %s."
                                    .formatted(version.number(), shown(text)));
        };
    }

    /** Null where its end has not come. */
    private byte @Nullable [] body(StompCommand command) throws MalformedFrameException {
        var length = contentLength();
        var end = length.isPresent() ? at + length.get() : firstNul();
        if (end >= bytes.length) {
            missing = length.map(this::missingBytes).orElse("there is no NUL at its end");
            return null;
        }
        if (bytes[end] != 0) {
            throw malformed(
                    "content-length is %d, but no NUL follows after so many bytes of the body: %s."
                            .formatted(
                                    end - at,
                                    firstNul() < bytes.length
                                            ? "its first NUL comes after " + (firstNul() - at)
                                            : "the NUL at the frame's end is missing"));
        }
        if (end > at && !command.isBodyAllowed()) {
            throw malformed("A frame " + command + " has no body.");
        }
        var body = Arrays.copyOfRange(bytes, at, end);
        var _ = text(at, end - at);
        at = end + 1;
        return body;
    }

    private String missingBytes(int length) {
        return "content-length is %d, and only %d bytes have come after the headers"
                .formatted(length, bytes.length - at);
    }

    private Optional<Integer> contentLength() throws MalformedFrameException {
        var said = headers.get(CONTENT_LENGTH);
        if (said == null) {
            return Optional.empty();
        }
        if (!LENGTH.matcher(said.strip()).matches()) {
            throw malformed(
                    "content-length is %s: it must be the number of the body's bytes, without sign or leading zero."
                            .formatted(shown(said)));
        }
        var length = Integer.parseInt(said.strip());
        if (length > maxFrameBytes) {
            throw new MalformedFrameException(
                    ErrorCode.FRAME_TOO_LARGE,
                    "content-length is %d, and a frame has at most %d bytes here."
                            .formatted(length, maxFrameBytes),
                    receipt());
        }
        return Optional.of(length);
    }

    private int firstNul() {
        var nul = at;
        while (nul < bytes.length && bytes[nul] != 0) {
            nul++;
        }
        return nul;
    }

    private String text(int start, int length) throws MalformedFrameException {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("Headers and bodies are UTF-8.");
        }
    }

    private MalformedFrameException malformed(String detail) {
        return new MalformedFrameException(ErrorCode.FRAME_MALFORMED, detail, receipt());
    }

    private static String shown(String text) {
        var begin = text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "…" : text;
        return '\'' + begin.replaceAll("\\p{Cntrl}", "?") + '\'';
    }
}
