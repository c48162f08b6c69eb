package io.parley.load;

import io.parley.load.client.Api;
import io.parley.load.client.Crowd;
import io.parley.load.client.Deliveries;
import io.parley.load.client.Pause;
import io.parley.load.client.People;
import io.parley.load.client.Reactions;
import io.parley.load.client.Swarm;
import io.parley.load.measure.Results;
import io.parley.load.measure.RunningStack;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "reactions",
        description =
                "what it costs a room when everybody reacts at once to one message of an announce room;"
                        + " who is refused tries again when told")
final class ReactionsScenario extends Scenario {

    private static final int MEMBERS = 20;
    private static final int RATE = 20;
    private static final int PARTS = 5;
    private static final int MOST_PEOPLE = 2_000;
    private static final int MOST_SECONDS = 120;
    private static final int MOST_MILLIS = 60_000;
    private static final int LOOK_MILLIS = 100;

    @Option(names = "--people", description = "who react (default: ${DEFAULT-VALUE})")
    private int people = 1_000;

    @Option(names = "--seconds", description = "for each part (default: ${DEFAULT-VALUE})")
    private int seconds = 30;

    @Option(
            names = "--within",
            description =
                    "milliseconds in which all of them react first (default: ${DEFAULT-VALUE})")
    private int within = 2_000;

    @Override
    void checkOptions() {
        check("--within", within, 0, MOST_MILLIS);
        check("--people", people, MEMBERS, MOST_PEOPLE);
        check("--seconds", seconds, 1, MOST_SECONDS);
    }

    /** The first room is the neighbours'; all people react in a room for everybody. */
    @Override
    Crowd prepare(Api api) {
        return Crowd.of(api, people / MEMBERS, MEMBERS);
    }

    @Override
    void measure(RunningStack stack, Crowd crowd, Results results) {
        var targets = throughGateway(stack);
        var room = crowd.announceRoom();
        long post = announce(crowd, room, targets);
        var seats = crowd.seats();
        var neighbours =
                seats.stream()
                        .filter(seat -> seat.roomId().equals(crowd.rooms().getFirst()))
                        .toList();
        var readers = seats.stream().map(seat -> new Crowd.Seat(seat.person(), room)).toList();
        var deliveries = new Deliveries(PARTS * RATE * seconds);
        try (var swarm = new Swarm(deliveries);
                var audience = new Swarm(new Deliveries(1))) {
            swarm.open(neighbours, neighbours.size(), targets);
            audience.open(readers, readers.size(), targets);
            var trial = new NeighbourTrial(swarm, deliveries, RATE, seconds, this::say);
            trial.beside("nobody, to warm up", _ -> "");
            trial.beside("%,d who read".formatted(people), _ -> "");
            var storm = "%,d who react within %,d ms".formatted(people, within);
            trial.beside(storm, new Reactions(audience, post, within)::all);
            trial.beside("%,d who read again".formatted(people), _ -> "");
            trial.beside(storm + ", again", new Reactions(audience, post, within)::all);
            results.add("reactions", trial.rows());
        }
    }

    /** What everybody will react to. */
    private static long announce(Crowd crowd, String room, List<URI> targets) {
        try (var swarm = new Swarm(new Deliveries(1))) {
            swarm.open(List.of(new Crowd.Seat(crowd.freshAdmin(), room)), 1, targets);
            long before = crowd.headSeq(room);
            swarm.clients().getFirst().send(People.draft("What do you think?"));
            while (crowd.headSeq(room) == before) {
                Pause.millis(LOOK_MILLIS);
            }
            return before + 1;
        }
    }
}
