package io.parley.load;

import io.parley.load.client.Deliveries;
import io.parley.load.client.OpenLoop;
import io.parley.load.client.Swarm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** How fast messages come in one room while others do something. */
final class NeighbourTrial {

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<NeighboursResult> rows = new ArrayList<>();
    private final Swarm swarm;
    private final Deliveries deliveries;
    private final OpenLoop load;
    private final int rate;
    private final int seconds;
    private final Consumer<String> say;

    /**
     * @param swarm the sessions of the room's members
     * @param rate messages a second that they send, in all
     * @param seconds how long each part takes
     */
    NeighbourTrial(
            Swarm swarm, Deliveries deliveries, int rate, int seconds, Consumer<String> say) {
        this.swarm = swarm;
        this.deliveries = deliveries;
        this.load = new OpenLoop(deliveries);
        this.rate = rate;
        this.seconds = seconds;
        this.say = say;
    }

    /**
     * @param others what they do for as long as they may go on; answers what became of it
     */
    void beside(String name, Function<BooleanSupplier, String> others) {
        say.accept("Beside " + name);
        var goesOn = new AtomicBoolean(true);
        var outcome = CompletableFuture.supplyAsync(() -> others.apply(goesOn::get), threads);
        int sent = rate * seconds;
        long expected = (long) sent * swarm.clients().size();
        load.send(swarm.clients(), rate, sent, expected);
        goesOn.set(false);
        var latency = deliveries.latencyMicros();
        rows.add(
                new NeighboursResult(
                        name,
                        outcome.join(),
                        latency.getValueAtPercentile(50) / 1e3,
                        latency.getValueAtPercentile(99) / 1e3,
                        latency.getMaxValue() / 1e3,
                        expected - deliveries.messages()));
    }

    List<NeighboursResult> rows() {
        return rows;
    }
}
