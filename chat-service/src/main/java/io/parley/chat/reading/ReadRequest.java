package io.parley.chat.reading;

import io.parley.chat.command.CommandFields;
import io.parley.model.read.ReadMove;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That somebody has read a room, or a thread of it, or that a device has it, as they ask for it.
 *
 * @param seq the last message that counts as read; 0: none
 */
public record ReadRequest(long seq, ReadMove.Op op, @Nullable Long threadRoot) {

    private static final Map<String, ReadMove.Op> OPS =
            Map.of(
                    "read", ReadMove.Op.READ,
                    "unread", ReadMove.Op.UNREAD,
                    "delivered", ReadMove.Op.DELIVERED);

    /** Out of a body; empty only where a field is refused. */
    public static Optional<ReadRequest> of(CommandFields fields) {
        var seq = fields.seq("seq", 0);
        var threadRoot = fields.threadRoot();
        var op = fields.has("op") ? fields.oneOf("op", OPS) : Optional.of(ReadMove.Op.READ);
        return op.map(
                way ->
                        way == ReadMove.Op.DELIVERED
                                ? new ReadRequest(seq, way, null)
                                : new ReadRequest(seq, way, threadRoot.orElse(null)));
    }
}
