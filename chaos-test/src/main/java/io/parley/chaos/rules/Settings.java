package io.parley.chaos.rules;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a room may set for itself, read without the services' code. */
final class Settings {

    private static final long MAX_WINDOW_MS = 3_660L * 24 * 60 * 60 * 1_000;
    private static final Set<String> WINDOWS = Set.of("editWindowMs", "deleteWindowMs");
    private static final Map<String, Set<String>> CHOICES =
            Map.of(
                    "editHistory", Set.of("everyone", "admins", "nobody"),
                    "reactions", Set.of("on", "off"),
                    "threads", Set.of("inline", "collapsed"),
                    "mentionAll", Set.of("admins", "members", "nobody"),
                    "receipts", Set.of("off", "count", "names"),
                    "typing", Set.of("on", "off"));

    private Settings() {}

    static boolean areRight(JsonNode settings) {
        return settings.isObject()
                && WINDOWS.stream().allMatch(name -> isWindow(settings.get(name)))
                && CHOICES.entrySet().stream()
                        .allMatch(one -> isOneOf(settings.get(one.getKey()), one.getValue()));
    }

    private static boolean isWindow(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return true;
        }
        var ms = value.asLong(-1);
        return ms >= 0 && ms <= MAX_WINDOW_MS;
    }

    private static boolean isOneOf(@Nullable JsonNode value, Set<String> values) {
        return value == null || value.isNull() || values.contains(value.stringValue(""));
    }
}
