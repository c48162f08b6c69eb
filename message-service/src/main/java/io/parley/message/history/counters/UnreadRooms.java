package io.parley.message.history.counters;

import io.parley.message.access.Caller;
import io.parley.message.infra.OneMoment;
import io.parley.message.preference.RoomPreference;
import io.parley.message.preference.RoomPreferences;
import io.parley.message.room.inside.InsideRooms;
import io.parley.message.room.inside.InsideRooms.Seat;
import io.parley.model.read.DeviceSignal.Level;
import io.parley.model.read.RoomCounters;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** The rooms in which something waits for a person, the newest first, and what waits all in all. */
@Component
class UnreadRooms {

    private final InsideRooms rooms;
    private final CountRows rows;
    private final Counters counters;
    private final RoomPreferences preferences;
    private final OneMoment moment;
    private final Clock clock;

    UnreadRooms(
            InsideRooms rooms,
            CountRows rows,
            Counters counters,
            RoomPreferences preferences,
            OneMoment moment,
            Clock clock) {
        this.rooms = rooms;
        this.rows = rows;
        this.counters = counters;
        this.preferences = preferences;
        this.moment = moment;
        this.clock = clock;
    }

    Unread of(Caller person) {
        return moment.read(
                () -> {
                    var sum = new Unread.Sum();
                    var news = rows.withNews(Counters.seats(person, rooms.of(person)));
                    Counters.steps(news).forEach(step -> add(step, person, sum));
                    return sum.all();
                });
    }

    private void add(List<Seat> step, Caller person, Unread.Sum sum) {
        // One says that there is something, where more would count no further
        var most = sum.isFull() ? 1 : RoomCounters.MAX_UNREAD;
        var wanted = preferences.of(person.id(), step.stream().map(Seat::room).toList());
        for (var room : counters.count(step, most)) {
            var preference = wanted.getOrDefault(room.roomId(), RoomPreference.USUAL);
            sum.add(room, level(preference, clock.instant()));
        }
    }

    private static Level level(RoomPreference wanted, Instant now) {
        var until = wanted.mutedUntil();
        return until != null && until.isAfter(now) ? Level.NOTHING : wanted.level();
    }
}
