package io.parley.chat.transport;

import io.parley.chat.edge.StompVersion;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the WebSocket messages of one session together to STOMP frames. A frame may be spread over a
 * few messages, but not over many small ones: decoding starts anew with each, so that one-byte
 * pieces would cost the square of the frame's size. Used by one thread at a time.
 */
public final class FrameAssembler {

    private static final int MAX_MESSAGES_PER_FRAME = 16;
    private static final int MIN_PIECE_BYTES = 1024;

    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(0);
    private StompVersion version = StompVersion.V1_2;
    private int maxFrameBytes;
    private int messageBytes;
    private int pieces;
    private boolean isBroken;

    /**
     * @param maxFrameBytes what a frame may have until {@link #allow} says something else
     */
    public FrameAssembler(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /** The session is connected: what comes from now on is of that version, and may be larger. */
    public void allow(StompVersion agreed, int bytes) {
        version = agreed;
        maxFrameBytes = bytes;
    }

    /**
     * Input that is no frame.
     *
     * @param receipt that the frame asked for, as far as it could be read
     */
    public record Refusal(ErrorCode code, String detail, @Nullable String receipt) {

        /** The refusal as it is told to the client. */
        public Problem problem() {
            return Problem.of(code, detail).answering(receipt, null, null);
        }
    }

    /**
     * Hands over each frame that is complete, in order, also those before input that is refused.
     * Nothing is looked at any more after that.
     *
     * @param isLast whether the piece ends a WebSocket message
     */
    public Optional<Refusal> add(byte[] piece, boolean isLast, Consumer<Frame> frames) {
        if (isBroken) {
            return Optional.empty();
        }
        var refusal = take(piece, isLast, frames);
        if (refusal.isPresent()) {
            isBroken = true;
            pending.reset();
        }
        return refusal;
    }

    private Optional<Refusal> take(byte[] piece, boolean isLast, Consumer<Frame> frames) {
        if (pending.size() + piece.length > maxFrameBytes) {
            return Optional.of(
                    new Refusal(
                            ErrorCode.FRAME_TOO_LARGE,
                            "A frame, or what comes in one WebSocket message, has at most "
                                    + maxFrameBytes
                                    + " bytes here.",
                            null));
        }
        pending.writeBytes(piece);
        messageBytes += piece.length;
        return isLast ? decode(frames) : Optional.empty();
    }

    private Optional<Refusal> decode(Consumer<Frame> frames) {
        var size = messageBytes;
        messageBytes = 0;
        var decoder = new FrameDecoder(pending.toByteArray(), maxFrameBytes);
        try {
            for (var frame = decoder.next(version);
                    frame.isPresent();
                    frame = decoder.next(version)) {
                pieces = 0;
                frames.accept(frame.get());
            }
        } catch (MalformedFrameException e) {
            return Optional.of(e.refusal());
        }
        keep(decoder.rest());
        return pending.size() > 0 && isTooFragmented(size)
                ? Optional.of(tooFragmented(decoder))
                : Optional.empty();
    }

    private void keep(byte[] incomplete) {
        pending.reset();
        pending.writeBytes(incomplete);
        pieces = incomplete.length > 0 ? pieces + 1 : 0;
    }

    private boolean isTooFragmented(int lastPieceBytes) {
        return pieces > MAX_MESSAGES_PER_FRAME || lastPieceBytes < MIN_PIECE_BYTES;
    }

    private static Refusal tooFragmented(FrameDecoder decoder) {
        return new Refusal(
                ErrorCode.FRAME_MALFORMED,
                "A WebSocket message ends within a frame: %s. A frame may be spread over %d messages, of which all but the last have %d bytes at least."
                        .formatted(decoder.missing(), MAX_MESSAGES_PER_FRAME, MIN_PIECE_BYTES),
                decoder.receipt());
    }
}
