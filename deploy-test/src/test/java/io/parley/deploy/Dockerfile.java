package io.parley.deploy;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Dockerfile as its instructions, one on each line.
 *
 * @param lines without comments, with continued lines joined
 */
record Dockerfile(List<String> lines) {

    private static final Pattern USER = Pattern.compile("USER (\\d+):(\\d+)");

    static Dockerfile read() {
        return of(Repository.text("Dockerfile"));
    }

    static Dockerfile of(String text) {
        var withoutComments = text.lines().filter(line -> !line.startsWith("#")).toList();
        return new Dockerfile(
                String.join("\n", withoutComments)
                        .replaceAll("\\\\\\n\\s*", "")
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList());
    }

    /** Of the stage that runs: what comes after the last FROM. */
    Stream<String> runtime() {
        var from = lines.lastIndexOf(starting("FROM ").toList().getLast());
        return lines.stream().skip(from);
    }

    private Stream<String> starting(String instruction) {
        return lines.stream().filter(line -> line.startsWith(instruction));
    }

    /** The user's number; 0 where it goes by name or is root. */
    int user() {
        return runtime()
                .map(USER::matcher)
                .filter(matcher -> matcher.matches())
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .findFirst()
                .orElse(0);
    }

    Stream<String> problems() {
        return Stream.of(
                        problem(user() == 0, "the process is root"),
                        problem(
                                runtime()
                                        .noneMatch(line -> line.startsWith("ENTRYPOINT [\"java\"")),
                                "a shell stands between the signals and the process"),
                        problem(
                                runtime()
                                        .noneMatch(
                                                line ->
                                                        line.matches(
                                                                "HEALTHCHECK .*CMD \\[\"java\".*\"HealthCheck\"\\]")),
                                "the health check needs more than the JVM"),
                        problem(
                                runtime().anyMatch(line -> line.startsWith("RUN")),
                                "the image that runs is built upon"),
                        problem(
                                starting("FROM ")
                                        .anyMatch(
                                                line ->
                                                        !line.matches(
                                                                "FROM [a-z0-9-]+:\\S+( AS \\w+)?")),
                                "an image without a tag, or of a place of its own"),
                        problem(
                                runtime()
                                        .findFirst()
                                        .filter(
                                                line ->
                                                        line.contains(
                                                                ':'
                                                                        + Repository.property(
                                                                                "java.release")
                                                                        + '-'))
                                        .isEmpty(),
                                "another Java than the build's"),
                        problem(layers() != LAYERS, "libraries and code share a layer"))
                .flatMap(found -> found);
    }

    private static final int LAYERS = 3;

    private long layers() {
        return runtime()
                .filter(line -> line.startsWith("COPY --from=build /out/${SERVICE}/"))
                .count();
    }

    private static Stream<String> problem(boolean wrong, String sentence) {
        return wrong ? Stream.of(sentence) : Stream.empty();
    }
}
