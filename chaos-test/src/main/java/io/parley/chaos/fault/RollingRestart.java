package io.parley.chaos.fault;

import io.parley.chaos.control.ChaosSuite;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Members are stopped in order and started again one by one, each when the last one serves (F16).
 */
record RollingRestart(ChaosSuite suite, String what, List<String> affected) implements Fault {

    private static final Duration READY_WITHIN = Duration.ofMinutes(8);

    @Override
    public String kind() {
        return "F16 rolling restart of " + what;
    }

    @Override
    public String detail() {
        return String.join(", ", affected);
    }

    @Override
    public Set<Effect> allows() {
        return Set.of(Effect.RECONNECT, Effect.SEND_LATE, Effect.PUSH_LATE, Effect.HISTORY_BEHIND);
    }

    @Override
    public Duration hold() {
        return Duration.ZERO;
    }

    @Override
    public boolean isLong() {
        return true;
    }

    @Override
    public void apply() {
        for (var name : affected) {
            var member = suite.member(name);
            member.terminate();
            member.relaunch();
            member.awaitReady(READY_WITHIN);
        }
    }

    @Override
    public void heal() {
        affected.forEach(name -> suite.member(name).relaunch());
    }
}
