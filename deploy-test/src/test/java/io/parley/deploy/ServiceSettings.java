package io.parley.deploy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The environment variables of one service: those that its configuration reads, and those that the
 * table of settings says it needs.
 */
record ServiceSettings(
        String service, Set<String> known, Set<String> documented, Set<String> required) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)[:}]");
    private static final Pattern NAME = Pattern.compile("`((?:PARLEY|SERVER|MANAGEMENT)_[A-Z_]+)`");
    private static final List<String> COLUMNS = List.of("user", "message", "chat", "gateway");

    static ServiceSettings of(String service) {
        return new ServiceSettings(
                service, known(service), documented(service, ""), required(service));
    }

    private static Set<String> known(String service) {
        var text = Repository.text(service + "/src/main/resources/application.yml");
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.equals("HOSTNAME"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * A row that speaks neither of a default nor of being empty is one of a setting that must be.
     */
    private static Set<String> required(String service) {
        return documented(service, "(?s).*\\b(default|defaults|empty)\\b.*");
    }

    private static Set<String> documented(String service, String except) {
        var column = COLUMNS.indexOf(service.replace("-service", ""));
        return rows().map(row -> List.of(row.split("\\|", -1)))
                .filter(cells -> cells.size() == COLUMNS.size() + 4)
                .filter(cells -> cells.get(column + 3).contains("✓"))
                .filter(cells -> !cells.get(2).matches(except))
                .flatMap(cells -> NAME.matcher(cells.get(1)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> rows() {
        var text = Repository.text("docs/architecture.md");
        var from = text.indexOf("\n### Settings\n");
        return text.substring(from, text.indexOf("\n## ", from)).lines();
    }
}
