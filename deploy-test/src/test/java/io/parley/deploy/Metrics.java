package io.parley.deploy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parley's metrics as {@code docs/metrics.md} lists them. That the services show those and no
 * others is tried by the system test, where they run.
 */
final class Metrics {

    private static final Pattern NAME =
            Pattern.compile("\\bparley_[a-z_]+[a-z]\\b(?=[ \\[{`)]|$)(?:\\{([^}]*)})?");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(parley_[a-z_]+)` \\| (\\w+) \\| ([^|]*) \\|");
    private static final Pattern WORD = Pattern.compile("`([a-z]+)`");

    /** What Prometheus adds by itself. */
    private static final Set<String> COMMON = Set.of("service", "instance", "job", "le");

    private static final Map<String, Set<String>> LABELS = labels();

    private Metrics() {}

    /** Names in a text that no service shows; and labels that the metric of the name lacks. */
    static Set<String> unknown(String text) {
        return NAME.matcher(text)
                .results()
                .flatMap(Metrics::unknown)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> unknown(MatchResult found) {
        var name = found.group().replaceFirst("\\{.*", "");
        var labels = LABELS.get(name);
        if (labels == null) {
            return Stream.of(name);
        }
        return labelsOf(found.group(1))
                .filter(label -> !labels.contains(label))
                .map(label -> name + "{" + label + "}");
    }

    private static Stream<String> labelsOf(@Nullable String selectors) {
        return selectors == null || selectors.isBlank()
                ? Stream.of()
                : Arrays.stream(selectors.split(","))
                        .map(selector -> selector.replaceFirst("[=!~].*", "").strip());
    }

    private static Map<String, Set<String>> labels() {
        return ROW.matcher(Repository.text("docs/metrics.md"))
                .results()
                .flatMap(
                        row ->
                                shown(row.group(1), row.group(2)).stream()
                                        .map(name -> Map.entry(name, labels(row.group(3)))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<String> labels(String cell) {
        var labels = new HashSet<>(COMMON);
        WORD.matcher(cell).results().map(found -> found.group(1)).forEach(labels::add);
        return labels;
    }

    /** Under which names a query finds it. */
    private static List<String> shown(String name, String type) {
        Function<List<String>, List<String>> with =
                suffixes -> suffixes.stream().map(suffix -> name + suffix).toList();
        return switch (type) {
            case "histogram" -> with.apply(List.of("", "_bucket", "_count", "_sum", "_max"));
            case "summary" -> with.apply(List.of("", "_count", "_sum", "_max"));
            default -> List.of(name);
        };
    }
}
