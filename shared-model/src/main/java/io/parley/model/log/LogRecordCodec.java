package io.parley.model.log;

import static io.parley.model.wire.Json.MAPPER;

import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventJson;
import io.parley.model.event.EventType;
import io.parley.model.wire.Texts;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@link LogRecord}s as the bytes that the topic holds: JSON, with its version in {@code v}. */
public final class LogRecordCodec {

    private LogRecordCodec() {}

    /** What a record's bytes turned out to be. */
    public sealed interface Decoded {
        record Valid(LogRecord log) implements Decoded {}

        /** Written by a newer release: whoever reads it must stop, never skip. */
        record UnknownVersion(int version) implements Decoded {}

        record Malformed() implements Decoded {}
    }

    public static byte[] encode(LogRecord log) {
        return MAPPER.writeValueAsBytes(
                new Raw(
                        log.version(),
                        log.id(),
                        log.room(),
                        log.actor(),
                        log.type(),
                        log.clientMsgId(),
                        MAPPER.valueToTree(log.data()),
                        log.trace()));
    }

    public static Decoded decode(byte @Nullable [] value) {
        if (value == null) {
            return new Decoded.Malformed();
        }
        try {
            return decode(MAPPER.readTree(value));
        } catch (JacksonException | IllegalArgumentException notARecord) {
            return new Decoded.Malformed();
        }
    }

    private static Decoded decode(JsonNode tree) {
        var version = tree.path("v");
        if (!version.isInt()) {
            return new Decoded.Malformed();
        }
        if (version.intValue() < 1 || version.intValue() > LogRecord.VERSION) {
            return new Decoded.UnknownVersion(version.intValue());
        }
        if (!isStorable(tree)) {
            return new Decoded.Malformed();
        }
        var raw = MAPPER.treeToValue(tree, Raw.class);
        if (!raw.isComplete()) {
            return new Decoded.Malformed();
        }
        var log = raw.toRecord();
        // Words are taken out of the views, never of the log
        return log.version() <= raw.v && !(log.data() instanceof EventData.Redacted)
                ? new Decoded.Valid(log)
                : new Decoded.Malformed();
    }

    /** What a view could not store must be a placeholder in all of them. */
    private static boolean isStorable(JsonNode node) {
        if (node.isString()) {
            return Texts.isStorable(node.stringValue());
        }
        return node.values().stream().allMatch(LogRecordCodec::isStorable);
    }

    private record Raw(
            int v,
            MessageId id,
            RoomId room,
            Actor actor,
            EventType type,
            @Nullable String clientMsgId,
            JsonNode data,
            @Nullable String trace) {

        /** Jackson leaves absent components null, whatever their type says. */
        @SuppressWarnings("ConstantConditions")
        boolean isComplete() {
            return id != null
                    && room != null
                    && actor != null
                    && actor.id() != null
                    && actor.name() != null
                    && actor.role() != null
                    && type != null
                    && data != null
                    && data.isObject();
        }

        LogRecord toRecord() {
            EventData typed = EventJson.data(type, data);
            return new LogRecord(id, room, actor, type, clientMsgId, typed, trace);
        }
    }
}
