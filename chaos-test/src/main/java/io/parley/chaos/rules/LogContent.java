package io.parley.chaos.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the bytes of a log record say, read without the services' code. */
public sealed interface LogContent {

    /** A record that everybody can read. */
    record Message(
            String id,
            String room,
            String clientMsgId,
            String author,
            boolean isByAdmin,
            String type,
            JsonNode data)
            implements LogContent {}

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

        private static final int NEWEST = 3;
        private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
        private static final Pattern UUID =
                Pattern.compile("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");
        private static final Set<String> ROLES = Set.of("ADMIN", "USER");
        private static final Set<String> STANDINGS =
                Set.of("member", "spectator", "muted", "banned", "none");
        private static final Set<String> OPS = Set.of("add", "remove");

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
            int version = tree.get("v").intValue();
            if (version < 1 || version > NEWEST) {
                return new Newer();
            }
            var type = text(tree, "type");
            var data = tree.path("data");
            return isWhole(tree) && since(type, data) <= version
                    ? new Message(
                            text(tree, "id"),
                            text(tree, "room"),
                            text(tree, "clientMsgId"),
                            text(tree.path("actor"), "id"),
                            text(tree.path("actor"), "role").equals("ADMIN"),
                            type,
                            data)
                    : new Garbage();
        }

        private static boolean isWhole(JsonNode tree) {
            var actor = tree.path("actor");
            return ID.matcher(text(tree, "id")).matches()
                    && isUuid(tree, "room")
                    && isUuid(actor, "id")
                    && actor.path("name").isString()
                    && ROLES.contains(text(actor, "role"))
                    && fits(text(tree, "type"), tree.path("data"))
                    && isStorable(tree);
        }

        private static boolean fits(String type, JsonNode data) {
            return data.isObject()
                    && switch (type) {
                        case "message.created" ->
                                data.path("text").isString()
                                        && answers(data)
                                        && isInThread(data)
                                        && Mentions.areRight(data);
                        case "message.edited" ->
                                isAboutOne(data)
                                        && data.path("text").isString()
                                        && Mentions.areRight(data);
                        case "message.deleted", "message.pinned", "message.unpinned" ->
                                isAboutOne(data);
                        case "reaction.changed" -> isAboutOne(data) && reacts(data.path("changes"));
                        case "member.joined",
                                "member.left",
                                "support.claimed",
                                "support.released" ->
                                isUuid(data, "userId") && data.path("name").isString();
                        case "member.changed" ->
                                isUuid(data, "userId")
                                        && data.path("name").isString()
                                        && STANDINGS.contains(text(data, "standing"));
                        case "room.updated" -> data.path("name").isString();
                        case "room.settings" -> Settings.areRight(data.path("settings"));
                        case "message.unreadable" -> true;
                        default -> false;
                    };
        }

        private static boolean answers(JsonNode data) {
            return !data.has("replySeq")
                    || (data.path("replySeq").asLong(0) >= 1
                            && ID.matcher(text(data, "replyTo")).matches());
        }

        private static boolean isInThread(JsonNode data) {
            return !data.has("threadRoot") || data.path("threadRoot").asLong(0) >= 1;
        }

        private static boolean isAboutOne(JsonNode data) {
            var target = data.path("target");
            return target.path("seq").asLong(0) >= 1
                    && ID.matcher(text(target, "messageId")).matches();
        }

        private static boolean reacts(JsonNode changes) {
            return changes.isArray()
                    && !changes.isEmpty()
                    && changes.values().stream()
                            .allMatch(
                                    change ->
                                            isUuid(change, "userId")
                                                    && change.path("name").isString()
                                                    && change.path("emoji").isString()
                                                    && OPS.contains(text(change, "op")));
        }

        /** The version that knows it first. */
        private static int since(String type, JsonNode data) {
            return switch (type) {
                case "member.changed", "support.claimed", "support.released" -> 2;
                case "message.created" ->
                        data.has("replySeq")
                                        || data.has("threadRoot")
                                        || !data.path("mentions").isEmpty()
                                ? 3
                                : 1;
                case "message.edited",
                        "message.deleted",
                        "reaction.changed",
                        "message.pinned",
                        "message.unpinned",
                        "room.settings" ->
                        3;
                default -> 1;
            };
        }

        static boolean isUuid(JsonNode node, String field) {
            return UUID.matcher(text(node, field)).matches();
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
