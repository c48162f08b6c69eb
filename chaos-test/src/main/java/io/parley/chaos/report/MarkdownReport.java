package io.parley.chaos.report;

import io.parley.chaos.checker.Check;
import io.parley.chaos.fault.Effect;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A report for people. */
final class MarkdownReport {

    private final Report report;
    private final String command;
    private final StringBuilder text = new StringBuilder();

    MarkdownReport(Report report, String command) {
        this.report = report;
        this.command = command;
    }

    String text() {
        head();
        classes();
        checks();
        faults();
        stalls(
                "From the log to the client, events that came by themselves",
                report.stalls().live());
        stalls("From the log to the client, events that were replayed", report.stalls().replayed());
        stalls("From the first send to the receipt", report.stalls().receipts());
        stalls("From the end of a session to the next one", report.stalls().reconnections());
        ends();
        schedule();
        return text.toString();
    }

    private void head() {
        var machine = report.machine();
        line("# Chaos run, seed %d: %s".formatted(report.seed(), verdict()));
        line("");
        line("`%s`".formatted(command));
        line("");
        line(
                "Begun %s, %d s with start and check. Revision %s on %s, %d processors, load %.1f at the end."
                        .formatted(
                                report.begun(),
                                report.seconds(),
                                machine.revision(),
                                machine.system(),
                                machine.processors(),
                                machine.loadAtEnd()));
        line("Versions: %s.".formatted(machine.versions()));
        line(
                "The suite ran as processes of their own, %d chat pods, %d sequencer groups, a proxy in every link."
                        .formatted(report.pods(), report.groups()));
        line("");
    }

    private String verdict() {
        return report.clean()
                ? "every promise was kept"
                : "%d violations"
                        .formatted(
                                report.violations().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum());
    }

    private void classes() {
        var s = report.summary();
        table("Faults", "Receipts", "Deliveries", "Lost", "Recovered", "Unexpected", "Duplicated");
        row(
                report.faults().size(),
                s.receipts(),
                s.deliveries(),
                s.lost(),
                s.recovered(),
                s.unexpected(),
                s.duplicated());
        line("");
        line(
                "%d clients in %d sessions; %d sends, of which %d were rejected and %d answers were of unknown outcome;"
                        .formatted(
                                s.clients(), s.sessions(), s.sends(), s.rejected(), s.unknown()));
        line(
                "%d records in the log, %d rows, %d repeats recognised, %d unreadable records."
                        .formatted(s.records(), s.rows(), s.repeats(), s.unreadable()));
        line(
                "%d history reads right after a receipt: %d held the message, %d said that they were incomplete, %d pages were full before it, %d were not answered."
                        .formatted(
                                s.reads().reads(),
                                s.reads().found(),
                                s.reads().incomplete(),
                                s.reads().full(),
                                s.reads().unavailable()));
        line("Events of the log by type: %s.".formatted(s.types()));
        line(
                "%d messages as clients had folded them, %d looks for words that were deleted."
                        .formatted(s.folded(), s.sought()));
        line(
                "%d moves of marks, %d answers on what waits that were counted once more."
                        .formatted(s.moves(), s.counted()));
        line("");
    }

    private void checks() {
        line("## Checks");
        line("");
        table("Check", "Promise", "Violations");
        for (var check : Check.values()) {
            row(check, check.promise(), report.violations().getOrDefault(check.name(), 0L));
        }
        line("");
        for (var finding : report.findings()) {
            line("- %s, %s: %s".formatted(finding.check(), finding.where(), finding.what()));
        }
        line("");
    }

    private void faults() {
        line("## Faults by kind");
        line("");
        table("Fault", "Times", "Clients may meet");
        report.faultsByKind()
                .forEach((kind, faults) -> row(kind, faults.times(), words(faults.allows())));
        line("");
    }

    private static String words(Set<Effect> effects) {
        return effects.stream()
                .map(effect -> effect.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private void stalls(String title, Map<String, Percentiles> stalls) {
        line("## " + title);
        line("");
        line("Milliseconds, by the fault that was in force or just over.");
        line("");
        table("Fault", "Times", "p50", "p90", "p99", "p99.9", "max");
        stalls.forEach(
                (kind, p) -> row(kind, p.count(), p.p50(), p.p90(), p.p99(), p.p999(), p.max()));
        line("");
    }

    private void ends() {
        line("## What clients were told");
        line("");
        line("- Sessions ended, by close code: %s".formatted(report.summary().closes()));
        line("- Sends rejected, by code: %s".formatted(report.summary().rejections()));
        line("- Subscriptions ended, by code: %s".formatted(report.summary().endedSubscriptions()));
        line("- Notices: %s".formatted(report.summary().notices()));
        line("");
    }

    private void schedule() {
        line("## Schedule");
        line("");
        table("s", "Fault", "What", "Lasted", "Over after");
        for (var fault : report.faults()) {
            row(fault.at(), fault.kind(), fault.detail(), fault.lasted(), fault.over());
        }
    }

    private void table(String... columns) {
        line("| " + String.join(" | ", columns) + " |");
        line("|" + "---|".repeat(columns.length));
    }

    private void row(Object... cells) {
        text.append('|');
        for (var cell : cells) {
            text.append(' ').append(cell).append(" |");
        }
        text.append('\n');
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
