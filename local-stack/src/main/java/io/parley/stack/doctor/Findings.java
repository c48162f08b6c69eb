package io.parley.stack.doctor;

import io.parley.stack.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.List;

/** What one check writes down. */
final class Findings {

    private static final String RUNBOOK = " (docs/runbook.md#%s)";

    private final String subject;
    private final List<Finding> all = new ArrayList<>();

    Findings(String subject) {
        this.subject = subject;
    }

    void well(String text) {
        all.add(new Finding(Level.WELL, subject, text, ""));
    }

    void doubtful(String text, String remedy, String section) {
        all.add(new Finding(Level.DOUBTFUL, subject, text, remedy + RUNBOOK.formatted(section)));
    }

    void wrong(String text, String remedy, String section) {
        all.add(new Finding(Level.WRONG, subject, text, remedy + RUNBOOK.formatted(section)));
    }

    /** True where nothing is wrong so far. */
    boolean isWell() {
        return all.stream().noneMatch(finding -> finding.level() == Level.WRONG);
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
