package io.parley.load;

import io.parley.load.client.Api;
import io.parley.load.client.Crowd;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "fanout", description = "one large room: CPU and latency of each delivery")
final class FanoutScenario extends DeliveryScenario {

    private static final int SENDERS = 20;
    private static final int MAX_MEMBERS = 1_000;

    @Option(names = "--members", description = "in the room (default: ${DEFAULT-VALUE})")
    private int members = 500;

    @Option(
            names = "--rates",
            split = ",",
            description = "messages a second, one measurement each (default: 4,10,20)")
    private List<Integer> rates = List.of(4, 10, 20);

    @Override
    void checkOptions() {
        super.checkOptions();
        check("--members", members, 2, MAX_MEMBERS);
    }

    @Override
    List<Integer> rates() {
        return rates;
    }

    @Override
    int senders() {
        return Math.min(SENDERS, members);
    }

    @Override
    Crowd prepare(Api api) {
        return Crowd.of(api, 1, members);
    }
}
