package io.parley.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Changes of databases, so far as the release before must run on what they leave behind: it still
 * does for some minutes while replicas are replaced, and for good where a new release is taken
 * back. A statement that takes something away says {@code -- contract:} and why no release that may
 * still run needs it.
 */
final class Migrations {

    /** What comes before is there since before the first release. */
    static final Map<String, Integer> FIRST_CHECKED =
            Map.of("user-service", 4, "message-service", 4);

    private static final Pattern VERSION = Pattern.compile("V(\\d+)__[a-z0-9_]+\\.sql");
    private static final Pattern COMMENT = Pattern.compile("--[^\n]*");
    private static final Pattern MARK = Pattern.compile("-- contract: \\S");
    private static final Pattern NEW_TABLE =
            Pattern.compile("CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");
    private static final Pattern UNIQUE_INDEX =
            Pattern.compile("CREATE UNIQUE INDEX .*? ON (?:ONLY )?(\\w+)");
    private static final Pattern NEW_COLUMN =
            Pattern.compile("ADD COLUMN ((?:[^,()]|\\((?:[^()]|\\([^()]*\\))*\\))*)");

    private static final Map<Pattern, String> TAKES_AWAY =
            Map.of(
                    Pattern.compile("\\b(DROP|TRUNCATE)\\b"), "takes something away",
                    Pattern.compile("\\bRENAME\\b"), "renames",
                    Pattern.compile("\\bALTER (COLUMN )?\\w+ (SET DATA )?TYPE\\b"),
                            "changes a type",
                    Pattern.compile("\\bSET NOT NULL\\b"), "requires a value",
                    Pattern.compile("\\bADD (CONSTRAINT|CHECK|UNIQUE|PRIMARY|FOREIGN|EXCLUDE)\\b"),
                            "forbids what was allowed");

    private Migrations() {}

    static Stream<String> problems() {
        return FIRST_CHECKED.entrySet().stream()
                .flatMap(service -> files(service.getKey(), service.getValue()))
                .flatMap(
                        file ->
                                problems(Repository.text(file.toString()))
                                        .map(problem -> file.getFileName() + " " + problem));
    }

    /** Of one file. */
    static Stream<String> problems(String sql) {
        var made = NEW_TABLE.matcher(plain(sql)).results().map(found -> found.group(1));
        var tables = made.collect(Collectors.toSet());
        var whole =
                COMMENT.matcher(sql)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(found.group().replace(";", ",")));
        return Stream.of(whole.split(";"))
                .filter(statement -> !MARK.matcher(statement).find())
                .map(Migrations::plain)
                .flatMap(
                        statement ->
                                Stream.of(
                                                takesAway(statement),
                                                columns(statement),
                                                indexes(statement, List.copyOf(tables)))
                                        .flatMap(found -> found)
                                        .map(problem -> problem + ": " + statement));
    }

    private static Stream<String> takesAway(String statement) {
        return TAKES_AWAY.entrySet().stream()
                .filter(rule -> rule.getKey().matcher(statement).find())
                .map(Map.Entry::getValue);
    }

    /** The release before does not fill them. */
    private static Stream<String> columns(String statement) {
        return NEW_COLUMN
                .matcher(statement)
                .results()
                .map(found -> found.group(1))
                .filter(column -> column.contains("NOT NULL"))
                .filter(column -> !column.contains("DEFAULT") && !column.contains("GENERATED"))
                .map(column -> "requires a value");
    }

    private static Stream<String> indexes(String statement, List<String> newTables) {
        return UNIQUE_INDEX
                .matcher(statement)
                .results()
                .filter(found -> !newTables.contains(found.group(1)))
                .map(found -> "forbids what was allowed");
    }

    private static String plain(String sql) {
        return COMMENT.matcher(sql)
                .replaceAll("")
                .replaceAll("\\s+", " ")
                .strip()
                .toUpperCase(Locale.ROOT);
    }

    private static Stream<Path> files(String service, int first) {
        try (var files =
                Files.list(Repository.path(service + "/src/main/resources/db/migration"))) {
            return files.filter(file -> version(file) >= first).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int version(Path file) {
        var name = VERSION.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalStateException("no name of a migration: " + file);
        }
        return Integer.parseInt(name.group(1));
    }
}
