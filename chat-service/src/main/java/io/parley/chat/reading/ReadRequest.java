package io.parley.chat.reading;

import io.parley.chat.command.CommandFields;
import io.parley.chat.command.CommandReader;
import io.parley.chat.command.Draft;
import io.parley.model.read.ReadMove;
import io.parley.model.wire.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * That somebody has read a room, or a thread of it, as they ask for it.
 *
 * @param seq the last message that counts as read; 0: none
 */
public record ReadRequest(long seq, ReadMove.Op op, @Nullable Long threadRoot) {

    private static final Map<String, ReadMove.Op> OPS =
            Map.of("read", ReadMove.Op.READ, "unread", ReadMove.Op.UNREAD);

    /** A body that was looked at. */
    public sealed interface Result {
        record Valid(ReadRequest request) implements Result {}

        record Invalid(List<Problem.Field> fields) implements Result {}
    }

    /** The body of a frame. */
    public static Result read(byte[] body) {
        return Optional.of(body)
                .filter(bytes -> bytes.length <= Draft.MAX_BODY_BYTES)
                .flatMap(CommandReader::tree)
                .map(ReadRequest::read)
                .orElseGet(() -> new Result.Invalid(List.of(NO_OBJECT)));
    }

    /** A body that is JSON. */
    public static Result read(JsonNode body) {
        if (!body.isObject()) {
            return new Result.Invalid(List.of(NO_OBJECT));
        }
        var fields = new CommandFields(body);
        var seq = fields.seq("seq", 0);
        var threadRoot = fields.threadRoot();
        var op = fields.has("op") ? fields.oneOf("op", OPS) : Optional.of(ReadMove.Op.READ);
        return op.isPresent() && fields.refused().isEmpty()
                ? new Result.Valid(new ReadRequest(seq, op.get(), threadRoot.orElse(null)))
                : new Result.Invalid(fields.refused());
    }

    private static final Problem.Field NO_OBJECT =
            new Problem.Field("body", "must be a JSON object");
}
