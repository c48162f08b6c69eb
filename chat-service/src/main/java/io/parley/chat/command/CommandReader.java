package io.parley.chat.command;

import io.parley.model.message.RoomCommand;
import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import io.parley.model.wire.Texts;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads the body of a command. */
public final class CommandReader {

    private CommandReader() {}

    /** A body that was read. */
    public sealed interface Result {
        record Valid(Draft draft) implements Result {}

        /**
         * @param clientMsgId of the refused command, where it has one
         */
        record Invalid(Optional<String> clientMsgId, List<Problem.Field> fields)
                implements Result {}
    }

    /**
     * @param isRepeat what the sender says of it
     */
    public static Result read(CommandKind kind, byte[] body, boolean isRepeat) {
        if (body.length > Draft.MAX_BODY_BYTES) {
            return invalid("must have at most " + Draft.MAX_BODY_BYTES + " bytes");
        }
        return tree(body)
                .map(tree -> read(kind, tree, isRepeat))
                .orElseGet(() -> invalid("must be a JSON object"));
    }

    /** The same of a body that is an object. */
    public static Result read(CommandKind kind, JsonNode body, boolean isRepeat) {
        var fields = new CommandFields(body);
        var clientMsgId = fields.words("clientMsgId", Draft.MAX_CLIENT_MSG_ID_CHARS);
        var command = command(kind, fields);
        return fields.refused().isEmpty()
                ? new Result.Valid(
                        new Draft(clientMsgId.orElseThrow(), command.orElseThrow(), isRepeat))
                : new Result.Invalid(clientMsgId, fields.refused());
    }

    /** The body's object; empty where it is none. */
    public static Optional<JsonNode> tree(byte[] body) {
        try {
            return Optional.of(Json.MAPPER.readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** The sender's own id of a command, also where the rest of the body is wrong. */
    public static Optional<String> clientMsgId(byte[] body) {
        return tree(body)
                .flatMap(tree -> tree.path("clientMsgId").stringValueOpt())
                .filter(id -> !id.isBlank() && id.length() <= Draft.MAX_CLIENT_MSG_ID_CHARS)
                .filter(Texts::isStorable);
    }

    /** Empty only where a field is refused. */
    private static Optional<? extends RoomCommand> command(CommandKind kind, CommandFields fields) {
        return switch (kind) {
            case SEND -> {
                var text = fields.text();
                var replyTo = fields.replyTo();
                var threadRoot = fields.threadRoot();
                var mentions = fields.mentions(text);
                yield text.map(
                        words ->
                                new RoomCommand.Post(
                                        words,
                                        replyTo.orElse(null),
                                        threadRoot.orElse(null),
                                        mentions));
            }
            case EDIT -> {
                var seq = fields.seq("seq");
                var text = fields.text();
                var mentions = fields.mentions(text);
                var ifVersion = fields.version();
                yield text.map(
                        words ->
                                new RoomCommand.Edit(seq, words, mentions, ifVersion.orElse(null)));
            }
            case DELETE -> {
                var seq = fields.seq("seq");
                yield Optional.of(new RoomCommand.Delete(seq, fields.reason().orElse(null)));
            }
            case REACT -> {
                var seq = fields.seq("seq");
                var emoji = fields.emoji();
                var op = fields.op();
                yield emoji.flatMap(
                        what -> op.map(change -> new RoomCommand.React(seq, what, change)));
            }
            case PIN, UNPIN ->
                    Optional.of(new RoomCommand.Pin(fields.seq("seq"), kind == CommandKind.PIN));
        };
    }

    private static Result invalid(String message) {
        return new Result.Invalid(Optional.empty(), List.of(new Problem.Field("body", message)));
    }
}
