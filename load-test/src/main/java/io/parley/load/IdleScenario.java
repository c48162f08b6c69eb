package io.parley.load;

import io.parley.load.client.Api;
import io.parley.load.client.Crowd;
import io.parley.load.measure.Results;
import io.parley.load.measure.RunningStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "idle", description = "memory for each connection on which nothing happens")
final class IdleScenario extends Scenario {

    /** People may have ten sessions each at most. */
    private static final int SESSIONS_EACH = 4;

    private static final int MAX_CONNECTIONS = 10_000;

    @Option(names = "--connections", description = "how many (default: ${DEFAULT-VALUE})")
    private int connections = 2_000;

    @Override
    void checkOptions() {
        check("--connections", connections, SESSIONS_EACH, MAX_CONNECTIONS);
    }

    @Override
    Crowd prepare(Api api) {
        return Crowd.of(api, 10, Math.ceilDiv(connections, SESSIONS_EACH * 10));
    }

    @Override
    void measure(RunningStack stack, Crowd crowd, Results results) {
        say("Opening connections");
        results.add("idle", new Idle(stack, crowd).run(connections, throughGateway(stack)));
    }
}
