package io.parley.system.fuzz;

import io.parley.system.fuzz.Parameter.Place;
import java.util.List;
import java.util.stream.Stream;

/**
 * A route as a service declares it.
 *
 * @param path with its variables in braces
 * @param body whether it reads one
 */
public record Route(String method, String path, List<Parameter> parameters, boolean body) {

    /** Only other services may call it. */
    public boolean isInternal() {
        return path.startsWith("/internal");
    }

    Stream<Parameter> in(Place place) {
        return parameters.stream().filter(parameter -> parameter.place() == place);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
