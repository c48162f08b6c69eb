package io.parley.chaos.checker;

import io.parley.chaos.client.TraceEvent;
import io.parley.chaos.evidence.Mark;
import io.parley.chaos.evidence.Move;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people have read (C19), and what waits for them (C20). */
final class ReadingCheck {

    private static final long MOST_UNREAD = 1_000;
    private static final long MOST_MENTIONS = 100;

    private final Ledger ledger;
    private final Findings findings;
    private final Map<Seat, Long> marks = new HashMap<>();

    /** How far each was moved at most, by moves forwards. */
    private final Map<Seat, Long> furthest = new HashMap<>();

    /** Where moves have set it. */
    private final Map<Seat, Set<Long>> set = new HashMap<>();

    private long moves;
    private long counted;

    private record Seat(String person, String room) {}

    ReadingCheck(Ledger ledger, Findings findings) {
        this.ledger = ledger;
        this.findings = findings;
    }

    /** Begins with where people came in, all of whom came before they read. */
    void begin() {
        ledger.rooms()
                .forEach(
                        (room, run) ->
                                run.talk()
                                        .joined()
                                        .forEach(
                                                (person, seq) ->
                                                        marks.put(new Seat(person, room), seq)));
    }

    /** Takes the moves of each person in their order. */
    void moved(List<Move> all) {
        for (var move : all) {
            moves++;
            var seat = new Seat(move.person(), move.room());
            if (move.isBack()) {
                marks.put(seat, move.seq());
                set.computeIfAbsent(seat, _ -> new HashSet<>()).add(move.seq());
            } else {
                marks.merge(seat, move.seq(), Math::max);
                furthest.merge(seat, move.seq(), Math::max);
            }
        }
    }

    /** Compares with the stored marks. */
    void compare(Collection<Mark> stored) {
        var left = new HashMap<>(marks);
        for (var mark : stored) {
            var expected = left.remove(new Seat(mark.person(), mark.room()));
            if (expected == null || expected != mark.seq()) {
                findings.add(
                        Check.C19,
                        mark.room(),
                        "%s has read up to %d and not %s"
                                .formatted(mark.person(), mark.seq(), expected));
            }
        }
        left.forEach(
                (seat, seq) ->
                        findings.add(
                                Check.C19,
                                seat.room,
                                "%s has no mark and not %d".formatted(seat.person, seq)));
    }

    /** Several moves of a second are one in the log. */
    void receipted(TraceEvent.Marked event) {
        var seat = new Seat(event.person(), event.room());
        boolean isKept =
                event.isBack()
                        ? set.getOrDefault(seat, Set.of()).contains(event.seq())
                        : furthest.getOrDefault(seat, -1L) >= event.seq();
        if (!isKept) {
            findings.add(
                    Check.C19,
                    event.room(),
                    "the receipted move of %s to %d is lost"
                            .formatted(event.person(), event.seq()));
        }
    }

    void counted(TraceEvent.Counted event) {
        counted++;
        var run = ledger.room(event.room());
        long mark = marks.getOrDefault(new Seat(event.person(), event.room()), 0L);
        var wrong = new ArrayList<String>();
        differs(wrong, "readSeq", event.readSeq(), mark);
        differs(wrong, "headSeq", event.head(), run.head());
        differs(
                wrong,
                "unread",
                event.unread(),
                Math.min(MOST_UNREAD, run.talk().unread(event.person(), mark)));
        differs(
                wrong,
                "mentions",
                event.mentions(),
                Math.min(
                        MOST_MENTIONS, run.talk().mentions(event.person(), event.isAdmin(), mark)));
        if (!wrong.isEmpty()) {
            findings.add(
                    Check.C20,
                    event.room(),
                    event.person() + " was told " + String.join(", ", wrong));
        }
    }

    private static void differs(List<String> wrong, String what, long told, long found) {
        if (told != found) {
            wrong.add("%s %d and not %d".formatted(what, told, found));
        }
    }

    long moves() {
        return moves;
    }

    long counted() {
        return counted;
    }
}
