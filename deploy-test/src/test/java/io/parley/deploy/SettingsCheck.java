package io.parley.deploy;

import io.parley.deploy.SettingsTable.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the tables of settings to what services, compose and scripts read. */
final class SettingsCheck {

    private static final Pattern OF_COMPOSE = Pattern.compile("\\$\\{(PARLEY_[A-Z_]+)");
    private static final Pattern EXAMPLE =
            Pattern.compile("(?m)^(PARLEY_[A-Z_]+)=(.*)$", Pattern.UNIX_LINES);
    private static final Pattern OF_SCRIPT = Pattern.compile("\\$\\{([A-Z_]{2,}):-");
    private static final Pattern OF_TOOL =
            Pattern.compile("(?:getenv|environment)\\(\"([A-Z_]+)\"\\)");

    /** What a service says about a wrong number. */
    private static final Pattern BOUNDS =
            Pattern.compile(
                    "\"(PARLEY_[A-Z_]+) (?:must be|is wrong: set it to a number of) (?:between )?"
                            + "(\\d\\w*) (to|and|or) (\\d\\w*)");

    /** In place of an empty default; the last one where the machine knows. */
    private static final Map<String, String> WORDS =
            Map.of("", "none", "${HOSTNAME:}", "host name");

    private static final List<String> TOOLS = List.of("local-stack", "load-test", "chaos-test");

    private SettingsCheck() {}

    static Stream<String> problems(SettingsTable table) {
        return Stream.of(
                        readers(table),
                        doubled(table),
                        Repository.SERVICES.stream().flatMap(service -> ofService(table, service)),
                        names(table, "compose", found(OF_COMPOSE, "docker-compose.yml")),
                        examples(table),
                        names(table, "make-secrets", found(OF_SCRIPT, "k8s/make-secrets")),
                        names(table, "parley", ofTools()),
                        bounds(table))
                .flatMap(problems -> problems);
    }

    private static Stream<String> readers(SettingsTable table) {
        var known = new TreeSet<>(Set.of("all", "compose", "make-secrets", "parley"));
        Repository.SERVICES.forEach(name -> known.add(name.replace(Repository.SERVICE, "")));
        return table.rows().stream()
                .flatMap(
                        row ->
                                row.readers().stream()
                                        .filter(reader -> !known.contains(reader))
                                        .map(reader -> row.name() + ": nobody is " + reader));
    }

    /** Nobody finds two answers about a setting of his. */
    private static Stream<String> doubled(SettingsTable table) {
        var seen = new HashMap<String, Set<String>>();
        return table.rows().stream()
                .flatMap(
                        row ->
                                row.readers().stream()
                                        .filter(
                                                reader ->
                                                        !seen.computeIfAbsent(
                                                                        row.name(),
                                                                        name -> new TreeSet<>())
                                                                .add(reader))
                                        .map(reader -> row.name() + ": twice for " + reader));
    }

    private static Stream<String> ofService(SettingsTable table, String service) {
        var reader = service.replace(Repository.SERVICE, "");
        var defaults = ServiceSettings.defaults(service);
        return Stream.concat(
                names(table, reader, defaults.keySet()),
                table.of(reader, defaults.keySet())
                        .filter(row -> !isRight(row, defaults.getOrDefault(row.name(), "")))
                        .map(row -> reader + ": the default is not " + row.value() + of(row)));
    }

    private static boolean isRight(Row row, String value) {
        return row.value().equals(WORDS.getOrDefault(value, '`' + value + '`'))
                || (row.isRequired() && value.isEmpty());
    }

    private static Stream<String> names(SettingsTable table, String reader, Set<String> real) {
        var told = SettingsTable.names(table.readBy(reader));
        return Stream.concat(
                real.stream()
                        .filter(name -> !told.contains(name))
                        .map(name -> reader + ": the table lacks " + name),
                told.stream()
                        .filter(name -> !real.contains(name))
                        .map(name -> reader + " knows no " + name));
    }

    /** What .env.example holds is what holds unless somebody chooses; secrets are left empty. */
    private static Stream<String> examples(SettingsTable table) {
        Map<String, String> examples =
                EXAMPLE.matcher(Repository.text(".env.example"))
                        .results()
                        .collect(
                                Collectors.toMap(
                                        found -> found.group(1),
                                        found -> found.group(2),
                                        (a, b) -> a,
                                        TreeMap::new));
        return Stream.concat(
                names(table, "compose", examples.keySet()),
                table.of("compose", examples.keySet())
                        .filter(row -> row.readers().size() == 1)
                        .filter(row -> !isRight(row, examples.getOrDefault(row.name(), "")))
                        .map(row -> ".env.example: the value is not " + row.value() + of(row)));
    }

    private static Stream<String> bounds(SettingsTable table) {
        return sources(Repository.SERVICES)
                .flatMap(text -> BOUNDS.matcher(text).results())
                .flatMap(
                        found ->
                                table.rows().stream()
                                        .filter(row -> row.name().equals(found.group(1)))
                                        .filter(row -> !hasBounds(row, found))
                                        .map(row -> "not allowed: " + row.allowed() + of(row)))
                .distinct();
    }

    /** Zero may have a meaning of its own, which the sentence tells beside the bounds. */
    private static boolean hasBounds(Row row, MatchResult found) {
        var word = found.group(3).equals("or") ? " or " : " to ";
        return row.allowed().equals(found.group(2) + word + found.group(4))
                || row.allowed().equals("0" + word + found.group(4));
    }

    private static Set<String> ofTools() {
        var names =
                sources(TOOLS)
                        .flatMap(text -> OF_TOOL.matcher(text).results())
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        names.addAll(found(OF_SCRIPT, "parley"));
        names.remove("HOME");
        return names;
    }

    private static Set<String> found(Pattern pattern, String file) {
        return pattern.matcher(Repository.text(file))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> sources(List<String> modules) {
        Function<String, Stream<Path>> files =
                module -> {
                    try (var all = Files.walk(Repository.path(module + "/src/main/java"))) {
                        return all
                                .filter(file -> file.toString().endsWith(".java"))
                                .toList()
                                .stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                };
        return modules.stream().flatMap(files).map(file -> Repository.text(file.toString()));
    }

    private static String of(Row row) {
        return " of " + row.name();
    }
}
