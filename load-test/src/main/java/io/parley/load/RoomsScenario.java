package io.parley.load;

import io.parley.load.client.Api;
import io.parley.load.client.Crowd;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "rooms", description = "many small rooms in which everybody talks")
final class RoomsScenario extends DeliveryScenario {

    private static final int MAX_ROOMS = 1_000;
    private static final int MAX_MEMBERS = 50;

    @Option(names = "--rooms", description = "how many (default: ${DEFAULT-VALUE})")
    private int rooms = 100;

    @Option(names = "--members", description = "in each room (default: ${DEFAULT-VALUE})")
    private int members = 5;

    @Option(
            names = "--rates",
            split = ",",
            description = "messages a second in all, one measurement each (default: 100,400)")
    private List<Integer> rates = List.of(100, 400);

    @Override
    void checkOptions() {
        super.checkOptions();
        check("--rooms", rooms, 1, MAX_ROOMS);
        check("--members", members, 2, MAX_MEMBERS);
    }

    @Override
    List<Integer> rates() {
        return rates;
    }

    @Override
    int senders() {
        return rooms * members;
    }

    @Override
    Crowd prepare(Api api) {
        return Crowd.of(api, rooms, members);
    }
}
