package io.parley.load;

import io.parley.load.client.Api;
import io.parley.load.client.Crowd;
import io.parley.load.client.Deliveries;
import io.parley.load.client.LoadException;
import io.parley.load.client.Pause;
import io.parley.load.client.People;
import io.parley.load.client.Swarm;
import io.parley.load.measure.Results;
import io.parley.load.measure.RunningStack;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "resumes",
        description = "resume storm: everybody loses the connection, misses messages, comes back")
final class ResumeScenario extends Scenario {

    private static final int MAX_CONNECTIONS = 10_000;
    private static final int MAX_ROOM = 1_000;
    private static final int MAX_MISSED = 5_000;
    private static final long PATIENCE_MILLIS = TimeUnit.MINUTES.toMillis(2);
    private static final int LOOK_MILLIS = 50;

    @Option(names = "--rooms", description = "how many (default: ${DEFAULT-VALUE})")
    private int rooms = 20;

    @Option(names = "--members", description = "in each room (default: ${DEFAULT-VALUE})")
    private int members = 50;

    @Option(names = "--missed", description = "events in each room (default: ${DEFAULT-VALUE})")
    private int missed = 100;

    @Override
    void checkOptions() {
        check("--members", members, 2, MAX_ROOM);
        check("--rooms", rooms, 1, MAX_CONNECTIONS / members);
        check("--missed", missed, 1, MAX_MISSED);
    }

    @Override
    Crowd prepare(Api api) {
        return Crowd.of(api, rooms, members);
    }

    @Override
    void measure(RunningStack stack, Crowd crowd, Results results) {
        var seats = crowd.seats();
        var target = throughGateway(stack);
        var deliveries = new Deliveries(1 + missed * rooms);
        say("Everybody connects and leaves; %d events follow in each room".formatted(missed));
        try (var before = new Swarm(deliveries)) {
            before.open(seats, seats.size(), target);
        }
        var left = crowd.rooms().stream().map(crowd::headSeq).toList();
        try (var speakers = new Swarm(deliveries)) {
            speakers.open(seats.subList(0, rooms), rooms, target);
            speak(speakers);
            for (var room = 0; room < rooms; room++) {
                awaitHead(crowd, crowd.rooms().get(room), left.get(room) + missed);
            }
        }
        say("Everybody comes back at once");
        try (var swarm = new Swarm(deliveries)) {
            var storm = new Storm(swarm, target);
            var after = seats.stream().map(seat -> left.get(crowd.rooms().indexOf(seat.roomId())));
            results.add("storm", List.of(storm.resume(seats, after.toList(), missed)));
        }
    }

    private void speak(Swarm speakers) {
        for (var i = 0; i < missed * rooms; i++) {
            var text = "#%d# said while everybody was away".formatted(i);
            speakers.clients().get(i % rooms).send(People.draft(text));
        }
    }

    private static void awaitHead(Crowd crowd, String roomId, long seq) {
        var end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (crowd.headSeq(roomId) < seq) {
            if (System.currentTimeMillis() > end) {
                throw new LoadException("Not all messages were stored.");
            }
            Pause.millis(LOOK_MILLIS);
        }
    }
}
