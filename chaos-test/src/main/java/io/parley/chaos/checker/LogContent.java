package io.parley.chaos.checker;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the bytes of a log record say, read without the services' code. */
sealed interface LogContent {

    /** A record that everybody can read. */
    record Message(String id, String room, String clientMsgId) implements LogContent {}

    /** A record of another version. */
    record Newer() implements LogContent {}

    /** What is no record. */
    record Garbage() implements LogContent {}

    static LogContent read(byte @Nullable [] value) {
        try {
            return value == null ? new Garbage() : Reader.read(Reader.JSON.readTree(value));
        } catch (JacksonException noJson) {
            return new Garbage();
        }
    }

    /** The rules of a record. */
    final class Reader {

        private static final int VERSION = 1;
        private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
        private static final Pattern UUID =
                Pattern.compile("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");
        private static final Set<String> ROLES = Set.of("ADMIN", "USER");

        private static final JsonMapper JSON =
                JsonMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .changeDefaultPropertyInclusion(
                                inclusion ->
                                        inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                        .build();

        private Reader() {}

        private static LogContent read(JsonNode tree) {
            if (!tree.path("v").isInt()) {
                return new Garbage();
            }
            if (tree.get("v").intValue() != VERSION) {
                return new Newer();
            }
            return isWhole(tree)
                    ? new Message(text(tree, "id"), text(tree, "room"), text(tree, "clientMsgId"))
                    : new Garbage();
        }

        private static boolean isWhole(JsonNode tree) {
            var actor = tree.path("actor");
            return ID.matcher(text(tree, "id")).matches()
                    && UUID.matcher(text(tree, "room")).matches()
                    && UUID.matcher(text(actor, "id")).matches()
                    && actor.path("name").isString()
                    && ROLES.contains(text(actor, "role"))
                    && fits(text(tree, "type"), tree.path("data"))
                    && isStorable(tree);
        }

        private static boolean fits(String type, JsonNode data) {
            return data.isObject()
                    && switch (type) {
                        case "message.created" -> data.path("text").isString();
                        case "member.joined", "member.left" ->
                                UUID.matcher(text(data, "userId")).matches()
                                        && data.path("name").isString();
                        case "room.updated" -> data.path("name").isString();
                        case "message.unreadable" -> true;
                        default -> false;
                    };
        }

        private static boolean isStorable(JsonNode node) {
            return node.isString()
                    ? node.stringValue()
                            .codePoints()
                            .noneMatch(c -> c == 0 || (c >= 0xd800 && c <= 0xdfff))
                    : node.values().stream().allMatch(Reader::isStorable);
        }

        private static String text(JsonNode node, String field) {
            return node.path(field).stringValue("");
        }
    }
}
