package io.parley.load;

import io.parley.load.client.Api;
import io.parley.load.client.Crowd;
import io.parley.load.client.Crowd.Seat;
import io.parley.load.client.Deliveries;
import io.parley.load.client.LoadException;
import io.parley.load.client.Pause;
import io.parley.load.client.PresenceWatch;
import io.parley.load.client.StompClient;
import io.parley.load.client.Swarm;
import io.parley.load.measure.Results;
import io.parley.load.measure.RunningStack;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "presence",
        description =
                "when others see that people are there, come back, and are gone; it kills the second chat"
                        + " pod, on which half of them are")
final class PresenceScenario extends Scenario {

    private static final int MEMBERS = 50;
    private static final int MOST_PEOPLE = 2_000;

    /** A little less than the grace of ten seconds. */
    private static final int AWAY_MILLIS = 7_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(names = "--people", description = "who are watched (default: ${DEFAULT-VALUE})")
    private int people = 500;

    private final List<PresenceResult> rows = new ArrayList<>();

    @Override
    void checkOptions() {
        check("--people", people, MEMBERS, MOST_PEOPLE);
    }

    @Override
    Crowd prepare(Api api) {
        return Crowd.of(api, people / MEMBERS, MEMBERS);
    }

    @Override
    void measure(RunningStack stack, Crowd crowd, Results results) {
        if (stack.pods().size() < 2) {
            throw new LoadException("Two chat pods are needed: the second one is killed.");
        }
        var stays = List.of(directToPods(stack).getFirst());
        var dies = List.of(directToPods(stack).get(1));
        var seats = crowd.seats();
        var half = seats.size() / 2;
        try (var first = new Swarm(new Deliveries(1));
                var second = new Swarm(new Deliveries(1));
                var watchers = new Swarm(new Deliveries(1))) {
            var watch = new PresenceWatch(System::nanoTime);
            watchAll(watch, watchers, crowd, seats, stays);
            come(watch, first, seats.subList(0, half), stays);
            come(watch, second, seats.subList(half, seats.size()), dies);
            leaveAndReturn(watch, first, seats.subList(0, half), stays);
            kill(watch, stack.pods().get(1), seats, half);
        }
        results.add("presence", rows);
    }

    /** As admins, who see everybody. */
    private static void watchAll(
            PresenceWatch watch, Swarm swarm, Crowd crowd, List<Seat> seats, List<URI> target) {
        var ids = ids(seats);
        var count = (ids.size() + PresenceWatch.WATCHED - 1) / PresenceWatch.WATCHED;
        var admin = new Seat(crowd.freshAdmin(), crowd.rooms().getFirst());
        swarm.open(List.of(admin), count, target);
        for (int i = 0; i < count; i++) {
            var from = i * PresenceWatch.WATCHED;
            var some = ids.subList(from, Math.min(ids.size(), from + PresenceWatch.WATCHED));
            watch.watch(swarm.clients().get(i), some);
        }
        require(watch.await(ids, "offline", within()), "Nobody is told to be offline at first.");
    }

    private void come(PresenceWatch watch, Swarm swarm, List<Seat> seats, List<URI> target) {
        var begun = System.nanoTime();
        swarm.open(seats, seats.size(), target);
        var opened = (System.nanoTime() - begun) / 1e9;
        watch.await(ids(seats), "online", within());
        say("  %,d people have come within %.1f s".formatted(seats.size(), opened));
        add("come, from the first connect", watch, ids(seats), begun, 0);
    }

    /** As at a reload, or in a lift. */
    private void leaveAndReturn(
            PresenceWatch watch, Swarm swarm, List<Seat> seats, List<URI> target) {
        watch.begin();
        List.copyOf(swarm.clients()).forEach(StompClient::close);
        Pause.millis(ThreadLocalRandom.current().nextInt(AWAY_MILLIS / 2, AWAY_MILLIS));
        swarm.open(seats, seats.size(), target);
        // longer than somebody who has not come back would stay
        Pause.millis(2 * AWAY_MILLIS);
        rows.add(
                new PresenceResult(
                        "are away for less than 10 s",
                        seats.size(),
                        seats.size(),
                        watch.everOffline().size(),
                        0,
                        0,
                        0));
    }

    private void kill(PresenceWatch watch, RunningStack.Member pod, List<Seat> seats, int half) {
        watch.begin();
        var begun = System.nanoTime();
        pod.kill();
        var gone = ids(seats.subList(half, seats.size()));
        watch.await(gone, "offline", within());
        var others = new ArrayList<>(watch.everOffline());
        others.removeAll(gone);
        add("are on a pod that is killed", watch, gone, begun, others.size());
    }

    private void add(
            String what, PresenceWatch watch, List<String> people, long since, int wronglyOffline) {
        var times = watch.toldAt(people).stream().filter(at -> at > since).toList();
        rows.add(
                new PresenceResult(
                        what,
                        people.size(),
                        times.size(),
                        wronglyOffline,
                        seconds(times, since, 0.5),
                        seconds(times, since, 0.99),
                        seconds(times, since, 1)));
    }

    private static double seconds(List<Long> sorted, long since, double share) {
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        var index = (int) Math.ceil(share * sorted.size()) - 1;
        return (sorted.get(Math.max(0, index)) - since) / 1e9;
    }

    @Override
    boolean isGood() {
        return rows.stream()
                .allMatch(row -> row.wronglyOffline() == 0 && row.told() == row.people());
    }

    private static BooleanSupplier within() {
        var until = System.nanoTime() + PATIENCE.toNanos();
        return () -> System.nanoTime() < until;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new LoadException(otherwise);
        }
    }

    private static List<String> ids(List<Seat> seats) {
        return seats.stream().map(seat -> seat.person().id()).toList();
    }
}
