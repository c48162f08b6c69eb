package io.parley.message.room;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes what clients see of rooms, with the names in it. */
@Component
public class RoomViews {

    private final Rooms rooms;
    private final Members members;
    private final RoomSettings settings;

    RoomViews(Rooms rooms, Members members, RoomSettings settings) {
        this.rooms = rooms;
        this.members = members;
        this.settings = settings;
    }

    /** These rooms as {@code viewer} sees them in a list. */
    public Map<RoomId, RoomView> find(List<RoomId> ids, UserId viewer) {
        return listed(rooms.find(ids), viewer).stream()
                .collect(Collectors.toMap(RoomView::id, Function.identity()));
    }

    RoomView full(Room room, UserId viewer) {
        var inside = members.page(room.id(), null, settings.maxMembers());
        return RoomView.of(
                room, members.others(direct(List.of(room)), viewer).get(room.id()), inside);
    }

    List<RoomView> listed(List<Room> found, UserId viewer) {
        var others = members.others(direct(found), viewer);
        return found.stream().map(room -> RoomView.of(room, others.get(room.id()), null)).toList();
    }

    private static List<RoomId> direct(List<Room> found) {
        return found.stream().filter(room -> room.kind() == RoomKind.DIRECT).map(Room::id).toList();
    }
}
