package io.parley.chat.send;

import io.parley.model.text.WrittenText;
import io.parley.model.wire.Json;
import io.parley.model.wire.Problem;
import io.parley.model.wire.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads the body of a SEND. */
public final class DraftReader {

    private static final Pattern MESSAGE_ID = Pattern.compile("[0-9a-f]{32}");

    private DraftReader() {}

    /** A body that was read. */
    public sealed interface Result {
        record Valid(Draft draft) implements Result {}

        /**
         * @param clientMsgId of the refused draft, where it has one
         */
        record Invalid(Optional<String> clientMsgId, List<Problem.Field> fields)
                implements Result {}
    }

    /**
     * @param isRepeat what the frame says of it
     */
    public static Result read(byte[] body, boolean isRepeat) {
        if (body.length > Draft.MAX_BODY_BYTES) {
            return invalid("body", "must have at most " + Draft.MAX_BODY_BYTES + " bytes");
        }
        return tree(body)
                .map(tree -> read(tree, isRepeat))
                .orElseGet(() -> invalid("body", "must be a JSON object"));
    }

    /** The body's object; empty where it is none. */
    public static Optional<JsonNode> tree(byte[] body) {
        try {
            return Optional.of(Json.MAPPER.readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** The sender's own id of a message, also where the rest of the body is not as it should be. */
    public static Optional<String> clientMsgId(byte[] body) {
        return tree(body)
                .flatMap(tree -> tree.path("clientMsgId").stringValueOpt())
                .filter(id -> !id.isBlank() && id.length() <= Draft.MAX_CLIENT_MSG_ID_CHARS)
                .filter(Texts::isStorable);
    }

    private static Result read(JsonNode tree, boolean isRepeat) {
        var refused = new ArrayList<Problem.Field>();
        var clientMsgId = text(tree, "clientMsgId", Draft.MAX_CLIENT_MSG_ID_CHARS, refused);
        var text = messageText(tree, refused);
        var replyTo = tree.path("replyTo");
        if (!replyTo.isMissingNode() && !isMessageId(replyTo)) {
            refused.add(new Problem.Field("replyTo", "must be a message id of 32 hex digits"));
        }
        return refused.isEmpty()
                ? new Result.Valid(
                        new Draft(
                                clientMsgId.orElseThrow(),
                                text.orElseThrow(),
                                replyTo.asStringOpt().orElse(null),
                                isRepeat))
                : new Result.Invalid(clientMsgId, refused);
    }

    private static Optional<String> text(
            JsonNode tree, String name, int maxChars, List<Problem.Field> refused) {
        var value =
                tree.path(name)
                        .stringValueOpt()
                        .filter(text -> !text.isBlank() && text.length() <= maxChars)
                        .filter(Texts::isStorable);
        if (value.isEmpty()) {
            refused.add(
                    new Problem.Field(
                            name,
                            "must have 1 to %d characters, not all blank, no U+0000"
                                    .formatted(maxChars)));
        }
        return value;
    }

    private static Optional<String> messageText(JsonNode tree, List<Problem.Field> refused) {
        var value = text(tree, "text", Draft.MAX_TEXT_CHARS, refused);
        var fault = value.flatMap(WrittenText::fault);
        fault.ifPresent(rule -> refused.add(new Problem.Field("text", rule)));
        return value.filter(text -> fault.isEmpty());
    }

    private static boolean isMessageId(JsonNode node) {
        return node.stringValueOpt().filter(id -> MESSAGE_ID.matcher(id).matches()).isPresent();
    }

    private static Result invalid(String field, String message) {
        return new Result.Invalid(Optional.empty(), List.of(new Problem.Field(field, message)));
    }
}
