package io.parley.chaos.client;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A hash of what an event says, the same however its JSON is written: fields in any order, absent
 * or null.
 */
public final class ContentHash {

    private static final long FACTOR = 0x100000001b3L;
    private static final long BASIS = 0xcbf29ce484222325L;

    private ContentHash() {}

    /** Of an event's type and its data. */
    public static long of(String type, JsonNode data) {
        return add(add(BASIS, type), data);
    }

    /** Of a text alone. */
    public static String of(String text) {
        return Long.toHexString(add(BASIS, text));
    }

    private static long add(long hash, JsonNode node) {
        if (node.isObject()) {
            return addFields(add(hash, "{"), node);
        }
        if (node.isArray()) {
            long all = add(hash, "[");
            for (var each : node) {
                all = add(all, each);
            }
            return add(all, "]");
        }
        return add(hash, node.isString() ? "\"" + node.stringValue() : node.toString());
    }

    private static long addFields(long hash, JsonNode object) {
        var fields = new TreeMap<String, JsonNode>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getValue().isNull()) {
                fields.put(field.getKey(), field.getValue());
            }
        }
        long all = hash;
        for (var field : fields.entrySet()) {
            all = add(add(all, field.getKey()), field.getValue());
        }
        return add(all, "}");
    }

    /** FNV-1a, and an end, so that two texts are not the same as one. */
    private static long add(long hash, String text) {
        long all = hash;
        for (int i = 0; i < text.length(); i++) {
            all = (all ^ text.charAt(i)) * FACTOR;
        }
        return (all ^ 0x1ffff) * FACTOR;
    }
}
