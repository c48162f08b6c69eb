package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The services show what {@code docs/metrics.md} says, and nothing else of their own. */
@WholeSuite
class MetricsIT {

    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| `(parley_[a-z_]+)` \\| (\\w+) \\| ([^|]*) \\| [^|]+ \\| ([a-z, ]+) \\|");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (parley_[a-z_]+) (\\w+)$");
    private static final Pattern SERIES = Pattern.compile("(?m)^(parley_[a-z_]+)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
    private static final Set<String> OF_ALL = Set.of("service", "le");

    /** Members by the name that the table has for their service. */
    private static final Map<String, String> MEMBERS =
            Map.of(
                    "chat", "chat-1",
                    "message", "message-service",
                    "user", "user-service",
                    "gateway", "gateway");

    private final Suite suite;

    MetricsIT(Suite suite) {
        this.suite = suite;
    }

    /** What is known of a metric: its type and labels. */
    private record Shape(String type, Set<String> labels) {}

    @Test
    void theTableSaysWhatTheServicesShow() throws IOException, InterruptedException {
        for (var service : MEMBERS.keySet()) {
            assertThat(shown(service)).as(service).isEqualTo(documented(service));
        }
    }

    private static Map<String, Shape> documented(String service) throws IOException {
        return ROW.matcher(Files.readString(Path.of("../docs/metrics.md")))
                .results()
                .filter(row -> List.of(row.group(4).split(", ")).contains(service))
                .collect(
                        Collectors.toMap(
                                row -> row.group(1),
                                row -> new Shape(row.group(2), words(row.group(3))),
                                (one, other) -> one,
                                TreeMap::new));
    }

    private static Set<String> words(String cell) {
        return Arrays.stream(cell.replace("`", "").split(", "))
                .filter(word -> !word.isBlank())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, Shape> shown(String service) throws IOException, InterruptedException {
        var text = scrape(MEMBERS.getOrDefault(service, service));
        var shapes = new TreeMap<String, Shape>();
        TYPE.matcher(text)
                .results()
                .filter(type -> !type.group(1).endsWith("_max"))
                .forEach(
                        type ->
                                shapes.put(
                                        type.group(1),
                                        new Shape(type.group(2), labels(type.group(1), text))));
        return shapes;
    }

    private static Set<String> labels(String name, String text) {
        var labels = new ArrayList<String>();
        SERIES.matcher(text)
                .results()
                .filter(series -> series.group(1).startsWith(name))
                .filter(
                        series ->
                                series.group(1)
                                        .substring(name.length())
                                        .matches("|_bucket|_count|_sum"))
                .forEach(
                        series ->
                                LABEL.matcher(series.group(2))
                                        .results()
                                        .forEach(label -> labels.add(label.group(1))));
        labels.removeAll(OF_ALL);
        return new TreeSet<>(labels);
    }

    private String scrape(String member) throws IOException, InterruptedException {
        var uri =
                URI.create(
                        "http://127.0.0.1:%d/actuator/prometheus"
                                .formatted(suite.stack().service(member).managementPort()));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        }
    }
}
