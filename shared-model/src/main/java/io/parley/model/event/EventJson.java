package io.parley.model.event;

import static io.parley.model.wire.Json.MAPPER;

import io.parley.model.MessageId;
import io.parley.model.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Room events and their data as JSON, the same text in history, in Redis and on the wire. */
public final class EventJson {

    private EventJson() {}

    public static String write(RoomEvent event) {
        return MAPPER.writeValueAsString(event);
    }

    /**
     * @throws tools.jackson.core.JacksonException where the text is no event
     */
    public static RoomEvent read(String json) {
        var raw = MAPPER.readValue(json, Raw.class);
        return new RoomEvent(
                raw.type,
                raw.roomId,
                raw.seq,
                raw.at,
                raw.actor,
                raw.messageId,
                raw.clientMsgId,
                data(raw.type, raw.data));
    }

    public static String writeData(EventData data) {
        return MAPPER.writeValueAsString(data);
    }

    /**
     * @throws tools.jackson.core.JacksonException where the text does not fit the type
     */
    public static EventData readData(EventType type, String json) {
        return data(type, MAPPER.readTree(json));
    }

    /** The data of an event of {@code type}, out of an already parsed tree. */
    public static EventData data(EventType type, JsonNode tree) {
        var isRedacted = type.hasWords() && tree.isObject() && !tree.has("text");
        return isRedacted
                ? MAPPER.treeToValue(tree, EventData.Redacted.class)
                : MAPPER.treeToValue(tree, type.dataClass());
    }

    private record Raw(
            EventType type,
            RoomId roomId,
            long seq,
            Instant at,
            Actor actor,
            MessageId messageId,
            @Nullable String clientMsgId,
            JsonNode data) {}
}
