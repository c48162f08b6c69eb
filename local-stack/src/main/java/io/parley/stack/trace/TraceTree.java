package io.parley.stack.trace;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One trace as indented lines: when each step began after the first one, and how long it took. */
public final class TraceTree {

    private static final double NANOS_OF_A_MILLI = 1e6;

    private final Map<String, List<TraceSpan>> children;
    private final long begin;
    private final StringBuilder text = new StringBuilder();

    private TraceTree(List<TraceSpan> spans) {
        this.children = spans.stream().collect(Collectors.groupingBy(TraceSpan::parent));
        this.begin = spans.stream().mapToLong(TraceSpan::startNanos).min().orElse(0);
    }

    public static String of(List<TraceSpan> spans) {
        if (spans.isEmpty()) {
            return "";
        }
        var tree = new TraceTree(spans);
        var known =
                spans.stream().map(TraceSpan::id).collect(Collectors.toCollection(HashSet::new));
        tree.text.append("message ").append(spans.getFirst().trace()).append('\n');
        spans.stream()
                .filter(span -> !known.contains(span.parent()))
                .sorted(Comparator.comparingLong(TraceSpan::startNanos))
                .forEach(root -> tree.add(root, 0));
        return tree.text.toString();
    }

    private void add(TraceSpan span, int depth) {
        var where = span.attributes().isEmpty() ? "" : " " + span.attributes();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%8.2f ms  %7.2f ms  %s%s (%s)%s%n",
                        (span.startNanos() - begin) / NANOS_OF_A_MILLI,
                        (span.endNanos() - span.startNanos()) / NANOS_OF_A_MILLI,
                        "  ".repeat(depth),
                        span.name(),
                        span.service(),
                        where));
        children.getOrDefault(span.id(), List.of()).stream()
                .sorted(Comparator.comparingLong(TraceSpan::startNanos))
                .forEach(child -> add(child, depth + 1));
    }
}
