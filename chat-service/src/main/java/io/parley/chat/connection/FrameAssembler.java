package io.parley.chat.connection;

import io.parley.model.wire.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompConversionException;
import org.springframework.messaging.simp.stomp.StompDecoder;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * Puts the WebSocket messages of one session together to STOMP frames. A frame may be spread over a
 * few messages, but not over many small ones: decoding starts anew with each, so that one-byte
 * pieces would cost the square of the frame's size. Used by one thread at a time.
 */
final class FrameAssembler {

    private static final int MAX_MESSAGES_PER_FRAME = 16;
    private static final int MIN_PIECE_BYTES = 1024;
    private static final StompDecoder DECODER = new StompDecoder();

    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(0);
    private int maxFrameBytes;
    private int messageBytes;
    private int pieces;
    private boolean isBroken;

    /**
     * @param maxFrameBytes what a frame may have until {@link #allow} says something else
     */
    FrameAssembler(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    void allow(int bytes) {
        maxFrameBytes = bytes;
    }

    /** What a piece of input came to. */
    sealed interface Result {

        /** Complete frames, in order; heart-beats are none. */
        record Frames(List<Frame> frames) implements Result {}

        record Refused(ErrorCode code, String detail) implements Result {}
    }

    /**
     * Nothing is looked at any more after input that was refused.
     *
     * @param isLast whether it ends a WebSocket message
     */
    Result add(byte[] piece, boolean isLast) {
        if (isBroken) {
            return new Result.Frames(List.of());
        }
        var result = take(piece, isLast);
        if (result instanceof Result.Refused) {
            isBroken = true;
            pending.reset();
        }
        return result;
    }

    private Result take(byte[] piece, boolean isLast) {
        if (pending.size() + piece.length > maxFrameBytes) {
            return new Result.Refused(
                    ErrorCode.FRAME_TOO_LARGE,
                    "A frame has at most " + maxFrameBytes + " bytes here.");
        }
        pending.writeBytes(piece);
        messageBytes += piece.length;
        return isLast ? decode() : new Result.Frames(List.of());
    }

    private Result decode() {
        var size = messageBytes;
        messageBytes = 0;
        try {
            var buffer = ByteBuffer.wrap(pending.toByteArray());
            var messages = DECODER.decode(buffer);
            keep(buffer);
            return buffer.hasRemaining() && isTooFragmented(size)
                    ? malformed("A frame is spread over too many small WebSocket messages.")
                    : frames(messages);
        } catch (StompConversionException | IllegalArgumentException notStomp) {
            return malformed("This is not a STOMP frame.");
        }
    }

    private void keep(ByteBuffer rest) {
        pending.reset();
        if (rest.hasRemaining()) {
            var incomplete = new byte[rest.remaining()];
            rest.duplicate().get(incomplete);
            pending.writeBytes(incomplete);
            pieces++;
        } else {
            pieces = 0;
        }
    }

    private boolean isTooFragmented(int lastPieceBytes) {
        return pieces > MAX_MESSAGES_PER_FRAME || lastPieceBytes < MIN_PIECE_BYTES;
    }

    private static Result frames(List<Message<byte[]>> messages) {
        var frames = new ArrayList<Frame>(messages.size());
        for (var message : messages) {
            var stomp = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
            if (stomp == null || stomp.getCommand() == null) {
                continue;
            }
            var headers = stomp.toNativeHeaderMap();
            if (!areWithinLimits(headers)) {
                return malformed(
                        "A frame has at most %d headers of %d characters."
                                .formatted(ChatLimits.MAX_HEADERS, ChatLimits.MAX_HEADER_CHARS));
            }
            if (!isAsLongAsItSays(headers, message.getPayload())) {
                return malformed("content-length is not the length of the body.");
            }
            if (!isUtf8(message.getPayload())) {
                return malformed("A body is UTF-8.");
            }
            frames.add(new Frame(stomp.getCommand(), firstOfEach(headers), message.getPayload()));
        }
        return new Result.Frames(frames);
    }

    private static boolean areWithinLimits(Map<String, List<String>> headers) {
        var count = headers.values().stream().mapToInt(List::size).sum();
        return count <= ChatLimits.MAX_HEADERS
                && headers.entrySet().stream().allMatch(FrameAssembler::isWithinLimit);
    }

    /** Spring's decoder overlooks lengths that are no numbers. */
    private static boolean isAsLongAsItSays(Map<String, List<String>> headers, byte[] body) {
        var said = headers.get(StompHeaderAccessor.STOMP_CONTENT_LENGTH_HEADER);
        return said == null || said.getFirst().equals(Integer.toString(body.length));
    }

    private static boolean isWithinLimit(Map.Entry<String, List<String>> header) {
        return header.getKey().length() <= ChatLimits.MAX_HEADER_CHARS
                && header.getValue().stream()
                        .allMatch(value -> value.length() <= ChatLimits.MAX_HEADER_CHARS);
    }

    private static Map<String, String> firstOfEach(Map<String, List<String>> headers) {
        var first = new LinkedHashMap<String, String>();
        headers.forEach((name, values) -> first.put(name, values.getFirst()));
        return first;
    }

    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Result malformed(String detail) {
        return new Result.Refused(ErrorCode.FRAME_MALFORMED, detail);
    }
}
