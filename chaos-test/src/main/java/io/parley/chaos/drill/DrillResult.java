package io.parley.chaos.drill;

import io.parley.chaos.checker.Judgement;
import java.util.Map;
import java.util.Set;

/**
 * What an exercise has come to.
 *
 * @param added how those came back who were sent to the added pods
 * @param restarted how those came back whose pod or gateway was restarted
 * @param unreceipted sends that never got an answer
 */
public record DrillResult(
        DrillOptions options,
        Loads loads,
        Comings added,
        Comings restarted,
        int unreceipted,
        Judgement judgement) {

    private static final Set<String> PASSING = Set.of("unavailable", "overloaded");

    /** Somebody's own fault: they change what is not theirs, or what has just been deleted. */
    private static final Set<String> RIGHTLY =
            Set.of("policy.denied", "role.required", "message.not.found");

    /**
     * Sends that were refused for good, or ended without any answer. What was refused for now, with
     * the advice to repeat it, is {@link #notNow}.
     */
    public long failedReceipts() {
        return judgement.summary().rejected() - notNow() - rejected(RIGHTLY) + unreceipted;
    }

    /**
     * Sends refused because the log was late, as it is where a machine has too much to do; and
     * changes while the pod writes an older version of its records.
     */
    public long notNow() {
        return rejected(PASSING);
    }

    private long rejected(Set<String> codes) {
        return judgement.summary().rejections().entrySet().stream()
                .filter(entry -> codes.contains(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** True when nothing was lost, doubled or refused, and loads became even. */
    public boolean isClean() {
        return judgement.isClean()
                && failedReceipts() == 0
                && (!options.addsPods() || loads.evenAfter() >= 0);
    }
}
