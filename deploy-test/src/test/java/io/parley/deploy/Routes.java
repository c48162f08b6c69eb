package io.parley.deploy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** REST calls, as {@code METHOD /path}: those that docs/protocol.md names, and those there are. */
final class Routes {

    private static final Pattern MAPPING =
            Pattern.compile(
                    "@(Get|Post|Put|Patch|Delete)Mapping(?:\\(([^)]*)\\))?", Pattern.DOTALL);
    private static final Pattern OF_CLASS =
            Pattern.compile(
                    "@RequestMapping\\(([^)]*)\\)\\s*(?:@[A-Za-z]+(?:\\([^)]*\\))?\\s*)*(?:public"
                            + " |final )*class");
    private static final Pattern CONSTANT =
            Pattern.compile("String ([A-Z_]+)\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern SERVLET = Pattern.compile("Servlet\\([^;]*?\"(/[a-z/]+)\"");
    private static final Pattern TOKEN =
            Pattern.compile(
                    "`((?:(?:GET|POST|PUT|PATCH|DELETE)(?:, )?)+ )?(/[A-Za-z{}./-]+)(\\?[^` ]*)?("
                            + " \\{[^`]*})?`");
    private static final Pattern PARAMETER =
            Pattern.compile(
                    "@RequestParam(?:\\((?:[^()]|\\([^)]*\\))*\\))?\\s+(?:@\\w+(?:\\([^)]*\\))?\\s+)*[\\w<>?.,"
                            + " \\[\\]]+?\\s+(\\w+)\\s*[,)]");
    private static final Pattern NAMED = Pattern.compile("(?:name|value)\\s*=\\s*\"(\\w+)\"");

    /** What is no call of clients: of services among themselves, and where errors end. */
    private static final Pattern INSIDE = Pattern.compile("[A-Z]+ (/internal.*|/error|\\$.*)");

    private static final List<String> SERVICES =
            List.of("user-service", "message-service", "chat-service");

    private Routes() {}

    /** In the bullets of a section; a path without a method has that of the path before it. */
    static Set<String> told(String section) {
        var told = new TreeSet<String>();
        section.lines()
                .filter(line -> line.startsWith("- "))
                .forEach(
                        line -> {
                            var methods = new ArrayList<String>();
                            TOKEN.matcher(line)
                                    .results()
                                    .forEach(token -> told.addAll(named(token, methods)));
                        });
        return told;
    }

    private static List<String> named(MatchResult token, List<String> methods) {
        if (token.group(1) != null) {
            methods.clear();
            Arrays.stream(token.group(1).split(",", -1)).map(String::strip).forEach(methods::add);
        }
        return methods.stream().map(method -> method + " " + plain(token.group(2))).toList();
    }

    /** However its variables are called. */
    private static String plain(String path) {
        return path.replaceAll("\\{\\w+}", "{}");
    }

    static Set<String> real() {
        return SERVICES.stream()
                .flatMap(Sources::below)
                .flatMap(Routes::of)
                .filter(route -> !INSIDE.matcher(route).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> of(String source) {
        Function<String, String> text = expression -> evaluated(expression, source);
        var prefix =
                OF_CLASS.matcher(source)
                        .results()
                        .map(found -> text.apply(found.group(1)))
                        .findFirst()
                        .orElse("");
        var mapped =
                MAPPING.matcher(source)
                        .results()
                        .map(
                                found ->
                                        found.group(1).toUpperCase(Locale.ROOT)
                                                + " "
                                                + plain(
                                                        prefix
                                                                + text.apply(
                                                                        found.group(2) == null
                                                                                ? ""
                                                                                : found.group(2))));
        var servlets =
                SERVLET.matcher(source).results().map(found -> "GET " + plain(found.group(1)));
        return Stream.concat(mapped, servlets);
    }

    /** The path of an annotation: the first text or constant, joined with what is added to it. */
    private static String evaluated(String expression, String source) {
        var path = expression.replaceFirst("(?s)^\\s*(path|value)\\s*=", "").split(",", 2)[0];
        var parts = new ArrayList<String>();
        for (var part : path.split("\\+", -1)) {
            var word = part.strip();
            if (word.startsWith("\"")) {
                parts.add(word.substring(1, word.length() - 1));
            } else if (word.equals("InternalApi.PREFIX")) {
                parts.add("/internal");
            } else if (word.matches("[A-Z_]+")) {
                CONSTANT.matcher(source)
                        .results()
                        .filter(found -> found.group(1).equals(word))
                        .forEach(found -> parts.add(found.group(2)));
            }
        }
        return String.join("", parts);
    }

    /** Parameters of a query that calls of clients take. */
    static Set<String> parameters() {
        return SERVICES.stream()
                .flatMap(Sources::below)
                .filter(source -> !source.contains("InternalApi"))
                .flatMap(source -> PARAMETER.matcher(source).results())
                .map(Routes::parameter)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String parameter(MatchResult found) {
        var named = NAMED.matcher(found.group());
        return named.find() ? named.group(1) : found.group(1);
    }
}
