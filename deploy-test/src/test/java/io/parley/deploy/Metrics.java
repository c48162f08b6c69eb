package io.parley.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parley's metrics, by the names that stand in the services' sources. */
final class Metrics {

    private static final Pattern NAME = Pattern.compile("\\bparley_[a-z_]+[a-z]\\b(?=[ \\[{`)]|$)");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:\\.[a-z]+)*\\.?)\"");

    /** What Prometheus' naming adds to a name. */
    private static final Pattern SUFFIX =
            Pattern.compile("(_seconds)?(_total|_count|_sum|_bucket|_max)?$");

    private static final Set<String> LITERALS = literals();

    private Metrics() {}

    /** Names of Prometheus in a text that no service has. */
    static Set<String> unknown(String text) {
        return NAME.matcher(text)
                .results()
                .map(found -> found.group())
                .filter(name -> !exists(SUFFIX.matcher(name).replaceFirst("").replace('_', '.')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As one literal, or as a family's and a member's. */
    private static boolean exists(String name) {
        return LITERALS.contains(name)
                || LITERALS.stream()
                        .filter(literal -> literal.startsWith("parley.") && literal.endsWith("."))
                        .filter(name::startsWith)
                        .anyMatch(family -> LITERALS.contains(name.substring(family.length())));
    }

    private static Set<String> literals() {
        return Stream.concat(
                        Repository.SERVICES.stream(), Stream.of("shared-kafka", "shared-redis"))
                .flatMap(module -> sources(Repository.path(module + "/src/main/java")))
                .flatMap(source -> LITERAL.matcher(source).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Stream<String> sources(Path folder) {
        try (var files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(Metrics::text)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
