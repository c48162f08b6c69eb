package io.parley.stack.doctor;

import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** What a service counts, as Prometheus reads it. */
final class Samples {

    private static final Pattern LINE =
            Pattern.compile("^([a-z_]+)(\\{[^}]*})? ([-+0-9.eENa]+)$", Pattern.MULTILINE);

    /** One line. */
    private record Sample(String name, double value) {}

    private final List<Sample> all;

    private Samples(List<Sample> all) {
        this.all = all;
    }

    static Samples of(String text) {
        return new Samples(
                LINE.matcher(text)
                        .results()
                        .map(
                                found ->
                                        new Sample(
                                                found.group(1), Double.parseDouble(found.group(3))))
                        .toList());
    }

    /** The largest of that name; empty where there is none. */
    OptionalDouble most(String name) {
        return all.stream()
                .filter(sample -> sample.name().equals(name))
                .mapToDouble(Sample::value)
                .filter(Double::isFinite)
                .max();
    }
}
