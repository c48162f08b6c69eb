package io.parley.message.history.counters;

import io.parley.message.history.marks.MovesStored;
import io.parley.message.infra.Devices;
import io.parley.model.UserId;
import io.parley.model.read.DeviceSignal;
import io.parley.model.read.RoomCounters;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the devices of people what waits for them after their marks have moved. While Redis is away
 * they are not told: what they ask for later is right.
 */
@Component
class TellDevices {

    private final Counters counters;
    private final Devices devices;

    TellDevices(Counters counters, Devices devices) {
        this.counters = counters;
        this.devices = devices;
    }

    @EventListener
    void tell(MovesStored moves) {
        counters.of(moves.pairs()).forEach(this::tell);
    }

    private void tell(UserId person, List<RoomCounters> rooms) {
        for (var from = 0; from < rooms.size(); from += Counters.MOST_ROOMS) {
            var to = Math.min(from + Counters.MOST_ROOMS, rooms.size());
            devices.tell(person, new DeviceSignal.Counters(rooms.subList(from, to)));
        }
    }
}
