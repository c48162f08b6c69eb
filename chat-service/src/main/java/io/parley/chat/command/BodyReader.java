package io.parley.chat.command;

import io.parley.model.wire.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads bodies of what is asked for without an id of the client's own. */
public final class BodyReader {

    private BodyReader() {}

    /** A body that was looked at. */
    public sealed interface Result<T> {
        record Valid<T>(T request) implements Result<T> {}

        record Invalid<T>(List<Problem.Field> fields) implements Result<T> {}
    }

    /**
     * The body of a frame.
     *
     * @param form what the fields make; empty only where one of them is refused
     */
    public static <T> Result<T> read(byte[] body, Function<CommandFields, Optional<T>> form) {
        return Optional.of(body)
                .filter(bytes -> bytes.length <= Draft.MAX_BODY_BYTES)
                .flatMap(CommandReader::tree)
                .map(tree -> read(tree, form))
                .orElseGet(BodyReader::noObject);
    }

    /** The same of a body that is JSON. */
    public static <T> Result<T> read(JsonNode body, Function<CommandFields, Optional<T>> form) {
        if (!body.isObject()) {
            return noObject();
        }
        var fields = new CommandFields(body);
        var request = form.apply(fields);
        return request.isPresent() && fields.refused().isEmpty()
                ? new Result.Valid<>(request.get())
                : new Result.Invalid<>(fields.refused());
    }

    private static <T> Result<T> noObject() {
        return new Result.Invalid<>(List.of(new Problem.Field("body", "must be a JSON object")));
    }
}
