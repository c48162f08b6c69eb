package io.parley.load;

import io.parley.load.client.Crowd;
import io.parley.load.client.Deliveries;
import io.parley.load.client.OpenLoop;
import io.parley.load.client.Pause;
import io.parley.load.client.Swarm;
import io.parley.load.measure.ProcessMeter;
import io.parley.load.measure.RunningStack;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * CPU for each delivered message: everybody is connected, some of them send at a fixed rate
 * whatever happens (open loop).
 */
final class DeliveryRun {

    private static final int WARM_UP_SECONDS = 10;
    private static final int WARM_UP_RATE = 20;

    private final RunningStack stack;
    private final Crowd crowd;
    private final int senders;
    private final int seconds;
    private final List<Integer> rates;
    private final Deliveries deliveries;
    private final List<BackgroundResult> background = new ArrayList<>();
    private final OpenLoop load;

    DeliveryRun(RunningStack stack, Crowd crowd, int senders, int seconds, List<Integer> rates) {
        this.stack = stack;
        this.crowd = crowd;
        this.senders = senders;
        this.seconds = seconds;
        this.rates = rates;
        var perRoute = rates.stream().mapToInt(rate -> rate * seconds).sum();
        this.deliveries = new Deliveries(2 * (perRoute + WARM_UP_RATE * WARM_UP_SECONDS) + 1);
        this.load = new OpenLoop(deliveries);
    }

    List<DeliveryResult> run(String route, List<URI> targets) {
        var seats = crowd.seats();
        var results = new ArrayList<DeliveryResult>();
        try (var swarm = new Swarm(deliveries)) {
            swarm.open(seats, seats.size(), targets);
            measure(swarm, route, WARM_UP_RATE, WARM_UP_SECONDS);
            background.add(background(route));
            rates.forEach(rate -> results.add(measure(swarm, route, rate, seconds)));
        }
        return results;
    }

    /** What the servers used with all members connected and nobody sending. */
    List<BackgroundResult> background() {
        return background;
    }

    private BackgroundResult background(String route) {
        var chat = ProcessMeter.cpuMicros(stack.pods());
        var gateway = ProcessMeter.cpuMicros(List.of(stack.gateway()));
        var others = ProcessMeter.cpuMicros(stack.others());
        Pause.millis(TimeUnit.SECONDS.toMillis(WARM_UP_SECONDS));
        return new BackgroundResult(
                route,
                perSecond(ProcessMeter.cpuMicros(stack.pods()) - chat),
                perSecond(ProcessMeter.cpuMicros(List.of(stack.gateway())) - gateway),
                perSecond(ProcessMeter.cpuMicros(stack.others()) - others));
    }

    private static double perSecond(long micros) {
        return micros / 1e3 / WARM_UP_SECONDS;
    }

    private DeliveryResult measure(Swarm swarm, String route, int rate, int time) {
        var chat = ProcessMeter.cpuMicros(stack.pods());
        var gateway = ProcessMeter.cpuMicros(List.of(stack.gateway()));
        var others = ProcessMeter.cpuMicros(stack.others());
        var own = ProcessMeter.ownCpuMicros();

        var sent = rate * time;
        var expected = (long) sent * crowd.roomSize();
        load.send(swarm.clients().subList(0, senders), rate, sent, expected);

        var delivered = Math.max(1, deliveries.messages());
        var latency = deliveries.latencyMicros();
        return new DeliveryResult(
                route,
                rate,
                crowd.roomSize(),
                deliveries.messages(),
                expected - deliveries.messages(),
                (double) delivered / Math.max(1, deliveries.webSocketMessages()),
                (double) (ProcessMeter.cpuMicros(stack.pods()) - chat) / delivered,
                (double) (ProcessMeter.cpuMicros(List.of(stack.gateway())) - gateway) / delivered,
                (double) (ProcessMeter.cpuMicros(stack.others()) - others) / sent,
                (double) (ProcessMeter.ownCpuMicros() - own) / delivered,
                latency.getValueAtPercentile(50) / 1e3,
                latency.getValueAtPercentile(99) / 1e3,
                latency.getMaxValue() / 1e3);
    }
}
