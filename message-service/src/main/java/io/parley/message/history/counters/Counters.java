package io.parley.message.history.counters;

import io.parley.message.access.Caller;
import io.parley.message.history.counters.CountRows.Count;
import io.parley.message.infra.OneMoment;
import io.parley.message.room.inside.InsideRooms;
import io.parley.message.room.inside.InsideRooms.Pair;
import io.parley.message.room.inside.InsideRooms.Seat;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.read.RoomCounters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What waits for people in their rooms. Nothing of it is stored, so nothing of it can be wrong. */
@Component
public class Counters {

    /** Rooms that are counted at once, and those that one answer tells of. */
    static final int MOST_ROOMS = 200;

    private final InsideRooms rooms;
    private final CountRows rows;
    private final CountMentions mentions;
    private final CheckCounters check;
    private final OneMoment moment;

    Counters(
            InsideRooms rooms,
            CountRows rows,
            CountMentions mentions,
            CheckCounters check,
            OneMoment moment) {
        this.rooms = rooms;
        this.rows = rows;
        this.mentions = mentions;
        this.check = check;
        this.moment = moment;
    }

    /** Those of the rooms that the person is inside of. */
    public Map<RoomId, RoomCounters> of(Caller person, Collection<RoomId> asked) {
        return moment
                .read(() -> count(seats(person, rooms.of(person, asked)), RoomCounters.MAX_UNREAD))
                .stream()
                .collect(Collectors.toMap(RoomCounters::roomId, Function.identity()));
    }

    /** Of several people, each in rooms of theirs. */
    Map<UserId, List<RoomCounters>> of(Collection<Pair> pairs) {
        return moment.read(
                () -> {
                    var counted = new HashMap<UserId, List<RoomCounters>>();
                    for (var step : steps(rooms.seats(pairs))) {
                        var counters = counters(step, RoomCounters.MAX_UNREAD);
                        step.forEach(
                                seat ->
                                        counted.computeIfAbsent(
                                                        seat.person(), _ -> new ArrayList<>())
                                                .add(Objects.requireNonNull(counters.get(seat))));
                    }
                    return counted;
                });
    }

    static List<Seat> seats(Caller person, List<InsideRooms.Inside> inside) {
        return inside.stream().map(one -> Seat.of(person, one)).toList();
    }

    static List<List<Seat>> steps(List<Seat> seats) {
        var steps = new ArrayList<List<Seat>>();
        for (var from = 0; from < seats.size(); from += MOST_ROOMS) {
            steps.add(seats.subList(from, Math.min(from + MOST_ROOMS, seats.size())));
        }
        return steps;
    }

    /** In the moment of the caller. */
    List<RoomCounters> count(List<Seat> seats, int most) {
        var counters = counters(seats, most);
        return seats.stream().map(seat -> Objects.requireNonNull(counters.get(seat))).toList();
    }

    private Map<Seat, RoomCounters> counters(List<Seat> seats, int most) {
        var counts = rows.count(seats, most);
        var found = mentions.of(counts);
        var counters = new HashMap<Seat, RoomCounters>();
        for (var count : counts) {
            var one = counters(count, most, found.getOrDefault(count.seat(), 0));
            counters.put(count.seat(), one);
            check.nowAndThen(count.seat(), one);
        }
        return counters;
    }

    private static RoomCounters counters(Count count, int most, int mentions) {
        return new RoomCounters(
                count.seat().room(),
                count.readSeq(),
                Math.min(count.unread(), most),
                count.unread() > most,
                mentions,
                count.isMarked(),
                count.headSeq());
    }
}
