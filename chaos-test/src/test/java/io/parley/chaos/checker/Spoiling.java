package io.parley.chaos.checker;

import io.parley.chaos.client.TraceEvent;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A way to spoil the evidence of a good run. */
interface Spoiling {

    /** The check that must notice it. */
    Check check();

    void spoil(StagedRun run, RandomGenerator random);

    static List<TraceEvent> reader(StagedRun run) {
        return run.trace(StagedRun.reader(0));
    }

    static List<TraceEvent> writer(StagedRun run) {
        return run.trace(StagedRun.writer(0));
    }

    /** The index of any event of a kind. */
    static int any(
            Class<? extends TraceEvent> kind, List<TraceEvent> trace, RandomGenerator random) {
        var found = IntStream.range(0, trace.size()).filter(i -> kind.isInstance(trace.get(i)));
        var all = found.toArray();
        return all[random.nextInt(all.length)];
    }
}
