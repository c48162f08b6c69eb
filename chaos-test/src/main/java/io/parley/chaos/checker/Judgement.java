package io.parley.chaos.checker;

/** What the checker has come to. */
public record Judgement(Findings findings, Stalls stalls, Summary summary) {

    /** True when no promise was broken. */
    public boolean isClean() {
        return findings.isEmpty();
    }
}
