package io.parley.system.fuzz;

import io.parley.system.fuzz.Parameter.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Right values, so that a request is wrong in one place only. What is not known by name is made up
 * by kind: a new route is tried without a word here, though it may get no further than "not found".
 */
public final class Samples {

    private final Map<String, String> byName = new HashMap<>();

    /** For parameters of that name, and for path variables behind a segment of that name. */
    public Samples with(String name, String value) {
        byName.put(name, value);
        return this;
    }

    /**
     * @param before the segment before a path variable, which says what it is an id of
     */
    String path(Parameter parameter, String before) {
        var known = byName.get(before);
        return known == null ? text(parameter) : known;
    }

    String json(Parameter parameter) {
        var one =
                switch (parameter.kind()) {
                    case NUMBER, BOOLEAN -> text(parameter);
                    case OBJECT -> byName.getOrDefault(parameter.name(), "{}");
                    default -> '"' + text(parameter) + '"';
                };
        return parameter.list() ? "[" + one + "]" : one;
    }

    String text(Parameter parameter) {
        var known = byName.get(parameter.name());
        return known == null ? madeUp(parameter) : known;
    }

    private static String madeUp(Parameter parameter) {
        return switch (parameter.kind()) {
            case TEXT -> parameter.place() == Place.QUERY ? "" : unique();
            case NUMBER -> "1";
            case BOOLEAN -> "false";
            case TIME -> Instant.now().plus(Duration.ofDays(1)).toString();
            case ID -> UUID.randomUUID().toString();
            case CHOICE -> parameter.choices().getFirst();
            case OBJECT -> "";
        };
    }

    private static String unique() {
        return "a" + UUID.randomUUID().toString().substring(0, 12);
    }
}
