package io.parley.chaos.drill;

import io.parley.chaos.report.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The result as Markdown, for docs/benchmarks.md. */
final class DrillReport {

    private static final int SHOWN_EVERY = 5;

    private DrillReport() {}

    static String of(DrillResult result, Machine machine) {
        var lines = new ArrayList<String>();
        lines.add(
                "%d sessions, %d of them writing %.0f messages/s each; %s, %d processors, load %.1f at the end, %s"
                        .formatted(
                                result.options().sessions(),
                                result.options().crowd().writers(),
                                result.options().crowd().perWriter(),
                                machine.system(),
                                machine.processors(),
                                machine.loadAtEnd(),
                                machine.revision()));
        lines.add("");
        promises(result, lines);
        if (result.options().addsPods()) {
            loads(result.loads(), lines);
            comings("sent to added pods", result.added(), lines);
        }
        if (!result.options().restarted().isEmpty()) {
            comings("restart", result.restarted(), lines);
        }
        return String.join("\n", lines);
    }

    private static void promises(DrillResult result, List<String> lines) {
        var summary = result.judgement().summary();
        lines.add(
                "| sends | receipts | failed receipts | refused for now | repeated although taken | deliveries | lost | doubled | broken promises |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        lines.add(
                "| %,d | %,d | **%d** | %d | %d | %,d | **%d** | **%d** | %d |"
                        .formatted(
                                summary.sends(),
                                summary.receipts(),
                                result.failedReceipts(),
                                result.notNow(),
                                summary.repeats(),
                                summary.deliveries(),
                                summary.lost(),
                                summary.duplicated(),
                                result.judgement().findings().first().size()));
        result.judgement().findings().first().forEach(finding -> lines.add("- " + finding));
        lines.add("");
    }

    private static void loads(Loads loads, List<String> lines) {
        lines.add("Even within a tenth after %d s.".formatted(loads.evenAfter()));
        lines.add("");
        lines.add("| second | sessions of the pods |");
        lines.add("|---|---|");
        loads.lines().stream()
                .filter(line -> line.second() % SHOWN_EVERY == 0)
                .forEach(
                        line ->
                                lines.add(
                                        "| %d | %s |"
                                                .formatted(line.second(), text(line.sessions()))));
        lines.add("");
    }

    private static String text(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static void comings(String what, Comings comings, List<String> lines) {
        var gaps = comings.gaps();
        lines.add(
                "| %s: came back | p50 ms | p90 ms | p99 ms | max ms | most in a second | closed with |"
                        .formatted(what));
        lines.add("|---|---|---|---|---|---|---|");
        lines.add(
                "| %d | %d | %d | %d | %d | %d | %s |"
                        .formatted(
                                gaps.count(),
                                gaps.p50(),
                                gaps.p90(),
                                gaps.p99(),
                                gaps.max(),
                                comings.mostInASecond(),
                                text(comings.codes())));
        lines.add("");
        lines.add("Connects in each second: " + seconds(comings.perSecond()));
        lines.add("");
    }

    private static String seconds(List<Integer> perSecond) {
        return perSecond.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
