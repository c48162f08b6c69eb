package io.parley.chaos.fault;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A fault that is told in two steps. */
record SimpleFault(
        String kind,
        String detail,
        Set<Effect> allows,
        Duration hold,
        List<String> affected,
        Runnable begin,
        Runnable end)
        implements Fault {

    @Override
    public void apply() {
        begin.run();
    }

    @Override
    public void heal() {
        end.run();
    }
}
