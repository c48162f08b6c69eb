package io.parley.system.fuzz;

import java.util.List;

/**
 * One thing that a request can say.
 *
 * @param choices constants, where only those are right
 * @param list where several are meant
 */
public record Parameter(Place place, String name, Kind kind, List<String> choices, boolean list) {

    /** Where in a request it stands. */
    public enum Place {
        PATH,
        QUERY,
        HEADER,
        COOKIE,
        BODY
    }

    static Parameter text(Place place, String name) {
        return new Parameter(place, name, Kind.TEXT, List.of(), false);
    }

    static Parameter number(Place place, String name) {
        return new Parameter(place, name, Kind.NUMBER, List.of(), false);
    }
}
