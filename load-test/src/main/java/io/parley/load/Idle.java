package io.parley.load;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Memory for each idle connection, through the gateway, in the gateway and in the chat pods. */
final class Idle {

    private static final int WARM_UP = 100;
    private static final long SETTLE_MILLIS = 3_000;

    private record Memory(long heap, long resident) {

        static Memory of(List<RunningStack.Member> members) {
            return new Memory(
                    members.stream().mapToLong(ProcessMeter::heapAfterCollection).sum(),
                    members.stream()
                            .mapToLong(
                                    member ->
                                            ProcessMeter.residentKilobytes(member.process()) * 1024)
                            .sum());
        }
    }

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
            results.add(result("chat-service", connections, chatBefore, Memory.of(stack.pods())));
            results.add(
                    result(
                            "gateway",
                            connections,
                            gatewayBefore,
                            Memory.of(List.of(stack.gateway()))));
            return results;
        }
    }

    private static IdleResult result(String name, int connections, Memory before, Memory after) {
        return new IdleResult(
                name,
                connections,
                (after.heap() - before.heap()) / connections,
                (after.resident() - before.resident()) / connections);
    }
}
