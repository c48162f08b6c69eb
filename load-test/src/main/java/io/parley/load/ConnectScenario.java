package io.parley.load;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.parley.load.client.Api;
import io.parley.load.client.Crowd;
import io.parley.load.client.Crowd.Seat;
import io.parley.load.client.Deliveries;
import io.parley.load.client.Pause;
import io.parley.load.client.PresenceWatch;
import io.parley.load.client.StompClient;
import io.parley.load.client.Swarm;
import io.parley.load.measure.Results;
import io.parley.load.measure.RunningStack;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "connects", description = "connect storm: everybody comes at the same moment")
final class ConnectScenario extends Scenario {

    private static final int ROOM = 50;
    private static final int MAX_CONNECTIONS = 10_000;
    private static final int MOST_SECONDS = 300;

    @Option(names = "--connections", description = "how many (default: ${DEFAULT-VALUE})")
    private int connections = 1_000;

    @Option(
            names = "--watched",
            description = "how many people each watches then (default: ${DEFAULT-VALUE})")
    private int watched;

    @Option(
            names = "--stay",
            description = "seconds for which they stay then (default: ${DEFAULT-VALUE})")
    private int stay;

    @Override
    void checkOptions() {
        check("--connections", connections, 1, MAX_CONNECTIONS);
        check("--watched", watched, 0, Math.min(connections, ROOM) - 1);
        check("--stay", stay, 0, MOST_SECONDS);
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
            var mates =
                    seats.stream()
                            .collect(
                                    groupingBy(
                                            Seat::roomId,
                                            mapping(seat -> seat.person().id(), toList())));
            var done =
                    storm.connect(
                            seats,
                            (client, number) ->
                                    watch(client, mates.get(seats.get(number).roomId())));
            results.add("storm", List.of(done));
            Pause.millis(TimeUnit.SECONDS.toMillis(stay));
        }
    }

    private void watch(StompClient client, @Nullable List<String> mates) {
        if (watched > 0 && mates != null) {
            PresenceWatch.watch(client, mates.stream().limit(watched).toList(), _ -> {});
        }
    }
}
