package io.parley.message.room.settings;

import io.parley.message.web.Refusal;
import io.parley.model.RoomSettings;
import io.parley.model.RoomSettings.EditHistory;
import io.parley.model.RoomSettings.MentionAll;
import io.parley.model.RoomSettings.Reactions;
import io.parley.model.RoomSettings.Receipts;
import io.parley.model.RoomSettings.Threads;
import io.parley.model.RoomSettings.Typing;
import io.parley.model.wire.Json;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which settings of a room shall be otherwise, as a merge patch (RFC 7396): what is absent stays as
 * it is, what is null is as usual again. Trees, as these two differ in nothing else.
 */
record SettingsChange(
        @Nullable JsonNode editWindowMs,
        @Nullable JsonNode deleteWindowMs,
        @Nullable JsonNode editHistory,
        @Nullable JsonNode reactions,
        @Nullable JsonNode threads,
        @Nullable JsonNode mentionAll,
        @Nullable JsonNode receipts,
        @Nullable JsonNode typing) {

    RoomSettings applyTo(RoomSettings before) {
        return new RoomSettings(
                window("editWindowMs", editWindowMs, before.editWindowMs()),
                window("deleteWindowMs", deleteWindowMs, before.deleteWindowMs()),
                choice("editHistory", editHistory, EditHistory.class, before.editHistory()),
                choice("reactions", reactions, Reactions.class, before.reactions()),
                choice("threads", threads, Threads.class, before.threads()),
                choice("mentionAll", mentionAll, MentionAll.class, before.mentionAll()),
                choice("receipts", receipts, Receipts.class, before.receipts()),
                choice("typing", typing, Typing.class, before.typing()));
    }

    private static @Nullable Long window(
            String field, @Nullable JsonNode wanted, @Nullable Long before) {
        if (wanted == null || wanted.isNull()) {
            return wanted == null ? before : null;
        }
        if (!wanted.isIntegralNumber() || !wanted.canConvertToLong()) {
            throw wrongWindow(field);
        }
        var ms = wanted.longValue();
        if (ms < 0 || ms > RoomSettings.MAX_WINDOW_MS) {
            throw wrongWindow(field);
        }
        return ms;
    }

    private static Refusal wrongWindow(String field) {
        return Refusal.invalid(
                field,
                "must be a whole number of 0 to " + RoomSettings.MAX_WINDOW_MS + ", or null");
    }

    private static <E extends Enum<E>> @Nullable E choice(
            String field, @Nullable JsonNode wanted, Class<E> type, @Nullable E before) {
        if (wanted == null || wanted.isNull()) {
            return wanted == null ? before : null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> wanted.isString() && wanted.stringValue().equals(name(value)))
                .findFirst()
                .orElseThrow(() -> wrongChoice(field, type));
    }

    private static Refusal wrongChoice(String field, Class<? extends Enum<?>> type) {
        return Refusal.invalid(
                field,
                Arrays.stream(type.getEnumConstants())
                        .map(SettingsChange::name)
                        .collect(Collectors.joining(", ", "must be one of ", ", or null")));
    }

    /** As JSON has it. */
    private static String name(Enum<?> value) {
        return Json.MAPPER.valueToTree(value).stringValue();
    }
}
