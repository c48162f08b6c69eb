package io.parley.load;

import io.parley.load.client.Crowd;
import io.parley.load.measure.Results;
import io.parley.load.measure.RunningStack;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Messages at fixed rates, through the gateway and direct to the pods. */
abstract class DeliveryScenario extends Scenario {

    private static final int MAX_RATE = 2_000;
    private static final int MAX_SECONDS = 60;

    @Option(names = "--seconds", description = "for each rate (default: ${DEFAULT-VALUE})")
    private int seconds = 15;

    abstract List<Integer> rates();

    /** How many of the crowd send, in turn. */
    abstract int senders();

    @Override
    void checkOptions() {
        check("--seconds", seconds, 1, MAX_SECONDS);
        rates().forEach(rate -> check("--rates", rate, 1, MAX_RATE));
    }

    @Override
    void measure(RunningStack stack, Crowd crowd, Results results) {
        var run = new DeliveryRun(stack, crowd, senders(), seconds, rates());
        say("Sending through the gateway");
        var rows = new ArrayList<>(run.run("gateway", throughGateway(stack)));
        say("Sending direct to chat-service");
        rows.addAll(run.run("direct", directToPods(stack)));
        results.add("connected, nobody sends", run.background());
        results.add("deliveries", rows);
    }
}
