package io.parley.chaos.checker;

import io.parley.chaos.evidence.LogEntry;
import io.parley.chaos.evidence.Place;
import io.parley.chaos.rules.Sequencing;
import io.parley.chaos.rules.Sequencing.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the log says: the run of each room, and what became of all other records. */
final class Ledger {

    private final Map<Integer, Sequencing> partitions = new HashMap<>();
    private final Map<String, RoomRun> rooms = new HashMap<>();
    private final Senders senders = new Senders();
    private final Set<Place> repeats = new HashSet<>();
    private final Set<Place> unreadable = new HashSet<>();
    private final Set<Integer> stopped = new HashSet<>();
    private final Findings findings;
    private final Map<String, Long> types = new TreeMap<>();
    private long records;

    Ledger(Findings findings) {
        this.findings = findings;
    }

    /** Takes the records of each partition in the order of their offsets. */
    void add(LogEntry entry) {
        if (stopped.contains(entry.partition())) {
            return;
        }
        records++;
        var place = new Place(entry.partition(), entry.offset());
        var walk = partitions.computeIfAbsent(entry.partition(), Sequencing::new);
        switch (walk.next(entry)) {
            case Verdict.Numbered event -> number(place, event);
            case Verdict.Repeat _ -> repeats.add(place);
            case Verdict.Nowhere _ -> unreadable.add(place);
            case Verdict.Stop _ -> stopped.add(entry.partition());
        }
    }

    private void number(Place place, Verdict.Numbered event) {
        var message = event.message();
        var wrong = room(event.room()).add(event.id(), message);
        if (message == null) {
            unreadable.add(place);
            return;
        }
        types.merge(message.type(), 1L, Long::sum);
        if (!senders.add(event.room(), message.clientMsgId(), event.seq())) {
            findings.add(
                    Check.C6,
                    event.room(),
                    "%s has a second number, %d".formatted(message.clientMsgId(), event.seq()));
        }
        wrong.ifPresent(
                what ->
                        findings.add(
                                Check.C17,
                                event.room(),
                                "%s of %d %s".formatted(message.type(), event.seq(), what)));
    }

    /** A room's run; empty where the log has nothing of it. */
    RoomRun room(String id) {
        return rooms.computeIfAbsent(id, _ -> new RoomRun());
    }

    Map<String, RoomRun> rooms() {
        return rooms;
    }

    Senders senders() {
        return senders;
    }

    Set<Place> repeats() {
        return repeats;
    }

    /** Records of which message-service keeps the bytes aside. */
    Set<Place> unreadable() {
        return unreadable;
    }

    /** Partitions in which a record of an unknown version stands. */
    Set<Integer> stopped() {
        return stopped;
    }

    /** How many events of each type have a number. */
    Map<String, Long> types() {
        return types;
    }

    /** How many records were walked. */
    long records() {
        return records;
    }
}
