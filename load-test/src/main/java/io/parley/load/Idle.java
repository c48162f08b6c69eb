package io.parley.load;

import io.parley.load.client.Crowd;
import io.parley.load.client.Deliveries;
import io.parley.load.client.Pause;
import io.parley.load.client.Swarm;
import io.parley.load.measure.IdleResult;
import io.parley.load.measure.Memory;
import io.parley.load.measure.RunningStack;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Memory for each idle connection, through the gateway, in the gateway and in the chat pods. */
final class Idle {

    private static final int WARM_UP = 100;
    private static final long SETTLE_MILLIS = 3_000;

    private final RunningStack stack;
    private final Crowd crowd;

    Idle(RunningStack stack, Crowd crowd) {
        this.stack = stack;
        this.crowd = crowd;
    }

    List<IdleResult> run(int connections, List<URI> target) {
        var seats = crowd.seats();
        try (var first = new Swarm(new Deliveries(1))) {
            first.open(seats, WARM_UP, target);
        }
        Pause.millis(SETTLE_MILLIS);
        var gatewayBefore = Memory.of(List.of(stack.gateway()));
        var chatBefore = Memory.of(stack.pods());
        try (var swarm = new Swarm(new Deliveries(1))) {
            swarm.open(seats, connections, target);
            Pause.millis(SETTLE_MILLIS);
            var results = new ArrayList<IdleResult>();
            results.add(Memory.of(stack.pods()).since(chatBefore, "chat-service", connections));
            results.add(
                    Memory.of(List.of(stack.gateway()))
                            .since(gatewayBefore, "gateway", connections));
            return results;
        }
    }
}
