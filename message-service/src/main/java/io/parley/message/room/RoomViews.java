package io.parley.message.room;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes what clients see of rooms, with the names in it. */
@Component
public class RoomViews {

    private final Rooms rooms;
    private final Members members;
    private final Sights sights;
    private final RoomSettings settings;
    private final Clock clock;

    RoomViews(Rooms rooms, Members members, Sights sights, RoomSettings settings, Clock clock) {
        this.rooms = rooms;
        this.members = members;
        this.sights = sights;
        this.settings = settings;
        this.clock = clock;
    }

    /** These rooms as {@code viewer} sees them in a list. */
    public Map<RoomId, RoomView> find(List<RoomId> ids, UserId viewer) {
        return listed(rooms.find(ids), viewer).stream()
                .collect(Collectors.toMap(RoomView::id, Function.identity()));
    }

    RoomView full(Room room, UserId viewer) {
        var inside = members.page(room.id(), null, settings.maxMembers());
        var other = members.others(direct(List.of(room)), viewer).get(room.id());
        return view(room, viewer, other, sights.of(room, viewer), inside);
    }

    List<RoomView> listed(List<Room> found, UserId viewer) {
        var others = members.others(direct(found), viewer);
        var seen = sights.of(found.stream().map(Room::id).toList(), viewer);
        return found.stream()
                .map(
                        room ->
                                view(
                                        room,
                                        viewer,
                                        others.get(room.id()),
                                        Objects.requireNonNull(seen.get(room.id())),
                                        null))
                .toList();
    }

    private RoomView view(
            Room room,
            UserId viewer,
            @Nullable Person other,
            Sight sight,
            @Nullable List<MemberView> inside) {
        return new RoomView(
                room.id(),
                room.kind(),
                room.name(),
                room.version(),
                room.createdAt(),
                other == null ? customer(sight, viewer) : other,
                room.kind() == RoomKind.ANNOUNCE ? room.audience() : null,
                sight.standingOf(viewer, clock.instant()),
                sight.mutedUntil(),
                sight.own().isFrozen() ? true : null,
                sight.queue(),
                sight.claimedBy(),
                inside);
    }

    private static @Nullable Person customer(Sight sight, UserId viewer) {
        var customer = sight.customer();
        return customer == null || customer.id().equals(viewer) ? null : customer;
    }

    private static List<RoomId> direct(List<Room> found) {
        return found.stream().filter(room -> room.kind() == RoomKind.DIRECT).map(Room::id).toList();
    }
}
