package io.parley.deploy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may open a connection to whom.
 *
 * @param from a workload, or in italics somebody outside
 */
record Arrow(String from, String to, int port) implements Comparable<Arrow> {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]+");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int CELLS = 7;
    private static final int WHERE = 4;

    /** The table in docs/architecture.md, as far as it holds for an installation. */
    static Set<Arrow> documented(String installation) {
        var text = Repository.text("docs/architecture.md");
        var from = text.indexOf("\n### Who connects to whom\n");
        return text.substring(from, text.indexOf("\n### ", from + 1))
                .lines()
                .map(row -> List.of(row.split("\\|", -1)))
                .filter(cells -> cells.size() == CELLS && NUMBER.matcher(cells.get(3)).find())
                .filter(cells -> holds(cells.get(WHERE).strip(), installation))
                .flatMap(Arrow::ofRow)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean holds(String where, String installation) {
        return where.isEmpty() || where.equals(installation);
    }

    private static Stream<Arrow> ofRow(List<String> cells) {
        return names(cells.get(1))
                .flatMap(
                        from ->
                                names(cells.get(2))
                                        .flatMap(
                                                to ->
                                                        NUMBER.matcher(cells.get(3))
                                                                .results()
                                                                .map(
                                                                        port ->
                                                                                Integer.valueOf(
                                                                                        port
                                                                                                .group()))
                                                                .map(
                                                                        port ->
                                                                                new Arrow(
                                                                                        from, to,
                                                                                        port))));
    }

    private static Stream<String> names(String cell) {
        return NAME.matcher(cell).results().map(found -> found.group());
    }

    @Override
    public int compareTo(Arrow other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return from + " -> " + to + ':' + port;
    }
}
