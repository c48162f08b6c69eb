package io.parley.load;

import io.parley.load.client.Api;
import io.parley.load.client.BadClients;
import io.parley.load.client.Crowd;
import io.parley.load.client.Deliveries;
import io.parley.load.client.LoadException;
import io.parley.load.client.Pause;
import io.parley.load.client.People;
import io.parley.load.client.Swarm;
import io.parley.load.measure.Results;
import io.parley.load.measure.RunningStack;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "neighbours",
        description =
                "what a bad client costs those in another room: one that is far behind, one that reads a"
                        + " byte a second, one that sends byte by byte")
final class NeighboursScenario extends Scenario {

    private static final int MEMBERS = 20;
    private static final int RATE = 20;
    private static final int MAX_EVENTS = 200_000;
    private static final int MAX_SECONDS = 120;
    private static final long FILL_LIMIT_MILLIS = 600_000;
    private static final int LOOK_MILLIS = 200;

    /** Sends on their way: what a session may have without receipts. */
    private static final int AT_A_TIME = 50;

    private static final int LARGE = 7_000;
    private static final int LARGE_EVERY_MILLIS = 25;

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    @Option(
            names = "--events",
            description =
                    "of the room in which a client is behind (default: ${DEFAULT-VALUE}); start the suite"
                            + " with PARLEY_SENDS_PER_SECOND=5000 and PARLEY_SEND_BURST=5000 to fill it soon")
    private int events = 100_000;

    @Option(names = "--seconds", description = "for each client (default: ${DEFAULT-VALUE})")
    private int seconds = 30;

    @Override
    void checkOptions() {
        check("--events", events, 1, MAX_EVENTS);
        check("--seconds", seconds, 1, MAX_SECONDS);
    }

    /** The first room is the neighbours', the other one that of the bad client. */
    @Override
    Crowd prepare(Api api) {
        return Crowd.of(api, 2, MEMBERS);
    }

    @Override
    void measure(RunningStack stack, Crowd crowd, Results results) {
        var target = throughGateway(stack).getFirst();
        fill(crowd, target);
        var seats = crowd.seats();
        var neighbours = seats.stream().filter(seat -> isIn(seat, crowd, 0)).toList();
        var others = seats.stream().filter(seat -> isIn(seat, crowd, 1)).toList();
        var bad = new BadClients(target, others.getFirst());
        var deliveries = new Deliveries(6 * RATE * seconds);
        try (var swarm = new Swarm(deliveries);
                var noise = new Swarm(new Deliveries(1))) {
            swarm.open(neighbours, neighbours.size(), List.of(target));
            noise.open(others.subList(1, 2), 1, List.of(target));
            var trial = new NeighbourTrial(swarm, deliveries, RATE, seconds, this::say);
            trial.beside("nobody, to warm up", _ -> "");
            trial.beside("nobody", _ -> "");
            trial.beside("a client %,d events behind".formatted(events), bad::farBehind);
            trial.beside(
                    "a client that reads 1 byte a second",
                    goOn -> {
                        var noisy = CompletableFuture.runAsync(() -> talk(noise, goOn), threads);
                        var outcome = bad.slowReader(goOn);
                        noisy.join();
                        return outcome;
                    });
            trial.beside("a client that sends byte by byte", bad::fragments);
            trial.beside("nobody again", _ -> "");
            results.add("neighbours", trial.rows());
        }
    }

    private static boolean isIn(Crowd.Seat seat, Crowd crowd, int room) {
        return seat.roomId().equals(crowd.rooms().get(room));
    }

    private void fill(Crowd crowd, URI target) {
        say("Filling a room with %,d events".formatted(events));
        var room = crowd.rooms().get(1);
        var deliveries = new Deliveries(events);
        deliveries.begin(0);
        var seat = crowd.seats().stream().filter(one -> isIn(one, crowd, 1)).findFirst();
        try (var swarm = new Swarm(deliveries)) {
            swarm.open(List.of(seat.orElseThrow()), 1, List.of(target));
            var end = System.currentTimeMillis() + FILL_LIMIT_MILLIS;
            for (var sent = 0; sent < events && System.currentTimeMillis() < end; ) {
                if (sent - deliveries.messages() < AT_A_TIME) {
                    swarm.clients().getFirst().send(People.draft("#%d#".formatted(sent++)));
                } else {
                    Pause.millis(1);
                }
            }
            while (crowd.headSeq(room) < events) {
                if (System.currentTimeMillis() > end) {
                    throw new LoadException(
                            "The room could not be filled in time: see --help for the settings.");
                }
                Pause.millis(LOOK_MILLIS);
            }
        }
    }

    /** Large texts, so that a slow reader of the room is soon behind. */
    private static void talk(Swarm noise, BooleanSupplier goOn) {
        var text = "x".repeat(LARGE);
        while (goOn.getAsBoolean()) {
            noise.clients().getFirst().send(People.draft(text));
            Pause.millis(LARGE_EVERY_MILLIS);
        }
    }
}
