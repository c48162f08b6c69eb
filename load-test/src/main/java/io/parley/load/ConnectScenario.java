package io.parley.load;

import io.parley.load.client.Api;
import io.parley.load.client.Crowd;
import io.parley.load.client.Deliveries;
import io.parley.load.client.Swarm;
import io.parley.load.measure.Results;
import io.parley.load.measure.RunningStack;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "connects", description = "connect storm: everybody comes at the same moment")
final class ConnectScenario extends Scenario {

    private static final int ROOM = 50;
    private static final int MAX_CONNECTIONS = 10_000;

    @Option(names = "--connections", description = "how many (default: ${DEFAULT-VALUE})")
    private int connections = 1_000;

    @Override
    void checkOptions() {
        check("--connections", connections, 1, MAX_CONNECTIONS);
    }

    @Override
    Crowd prepare(Api api) {
        return Crowd.of(api, Math.ceilDiv(connections, ROOM), ROOM);
    }

    @Override
    void measure(RunningStack stack, Crowd crowd, Results results) {
        var seats = crowd.seats().subList(0, connections);
        say("Connecting %d sessions at once".formatted(connections));
        try (var swarm = new Swarm(new Deliveries(1))) {
            var storm = new Storm(swarm, throughGateway(stack));
            results.add("storm", List.of(storm.connect(seats)));
        }
    }
}
