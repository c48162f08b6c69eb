package io.parley.chat.rest;

import io.parley.chat.command.CommandKind;
import io.parley.chat.command.CommandReader;
import io.parley.chat.command.CommandReader.Result;
import io.parley.chat.command.Draft;
import io.parley.model.wire.Json;
import io.parley.service.web.RefusedRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A command out of the parts of a request, read by the reader that STOMP has, too. */
final class CommandRequest {

    static final String KEY = "Idempotency-Key";
    private static final String CLIENT_MSG_ID = "clientMsgId";

    private final CommandKind kind;
    private final ObjectNode fields;
    private boolean isRepeatable;

    private CommandRequest(CommandKind kind, ObjectNode fields) {
        this.kind = kind;
        this.fields = fields;
        this.isRepeatable = fields.has(CLIENT_MSG_ID);
    }

    static CommandRequest of(CommandKind kind, JsonNode body) {
        if (body instanceof ObjectNode fields) {
            return new CommandRequest(kind, fields);
        }
        throw RefusedRequest.invalid("body", "must be a JSON object");
    }

    static CommandRequest of(CommandKind kind) {
        return new CommandRequest(kind, Json.MAPPER.createObjectNode());
    }

    /** A field that stands in the path, the query or a header; it overrules the body. */
    CommandRequest with(String name, @Nullable Object value) {
        if (value == null) {
            fields.remove(name);
        } else {
            fields.set(name, Json.MAPPER.valueToTree(value));
        }
        return this;
    }

    /** The header is another place for the id of the body. */
    CommandRequest withKey(@Nullable String key) {
        if (key == null) {
            return this;
        }
        var id = fields.path(CLIENT_MSG_ID);
        if (!id.isMissingNode() && !id.stringValueOpt().filter(key::equals).isPresent()) {
            throw RefusedRequest.invalid(KEY, "must be the clientMsgId, where both are there");
        }
        isRepeatable = true;
        return with(CLIENT_MSG_ID, key);
    }

    /** Without an id of the client it is a new command each time. */
    CommandRequest orNewKey() {
        return isRepeatable ? this : with(CLIENT_MSG_ID, UUID.randomUUID().toString());
    }

    /** Whoever gave it an id may have sent it before: over HTTP nothing else tells. */
    Draft draft() {
        return switch (CommandReader.read(kind, fields, isRepeatable)) {
            case Result.Valid(Draft draft) -> draft;
            case Result.Invalid(_, var refused) -> throw RefusedRequest.invalid(refused);
        };
    }
}
