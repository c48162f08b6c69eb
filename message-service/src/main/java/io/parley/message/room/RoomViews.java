package io.parley.message.room;

import io.parley.message.access.Caller;
import io.parley.message.web.Page;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.service.VersionTag;
import io.parley.service.web.Locations;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Makes what clients see of rooms, with the names in it. */
@Component
public class RoomViews {

    /** Read for one view of a room: more than one answer holds. */
    private static final int MOST_MEMBERS = 8_000;

    private final Rooms rooms;
    private final Members members;
    private final Sights sights;
    private final RoomLimits limits;
    private final Clock clock;

    RoomViews(Rooms rooms, Members members, Sights sights, RoomLimits limits, Clock clock) {
        this.rooms = rooms;
        this.members = members;
        this.sights = sights;
        this.limits = limits;
        this.clock = clock;
    }

    /** These rooms as {@code viewer} sees them in a list. */
    public Map<RoomId, RoomView> find(List<RoomId> ids, Caller viewer) {
        return listed(rooms.find(ids), viewer).stream()
                .collect(Collectors.toMap(RoomView::id, Function.identity()));
    }

    /** The answer to a call that shows one room or changes it. */
    public ResponseEntity<RoomView> shown(Room room, Caller viewer) {
        return answer(ResponseEntity.ok(), room, viewer);
    }

    /** The answer to a call that has made a room. */
    public ResponseEntity<RoomView> created(Room room, Caller viewer) {
        return answer(ResponseEntity.created(Locations.of("/rooms/" + room.id())), room, viewer);
    }

    private ResponseEntity<RoomView> answer(
            ResponseEntity.BodyBuilder answer, Room room, Caller viewer) {
        return answer.eTag(VersionTag.of(room.version())).body(full(room, viewer));
    }

    private RoomView full(Room room, Caller viewer) {
        var inside = inside(room);
        var other = members.others(direct(List.of(room)), viewer.id()).get(room.id());
        return view(room, viewer, other, sights.of(room, viewer.id()), inside);
    }

    /** Rooms as the viewer sees them in a list, in the same order. */
    public List<RoomView> listed(List<Room> found, Caller viewer) {
        var others = members.others(direct(found), viewer.id());
        var seen = sights.of(found.stream().map(Room::id).toList(), viewer.id());
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

    private Page<MemberView> inside(Room room) {
        var most = Math.min(limits.maxMembers(), MOST_MEMBERS);
        return Page.of(
                members.page(room.id(), null, most + 1), most, member -> member.id().toString());
    }

    private RoomView view(
            Room room,
            Caller viewer,
            @Nullable Person other,
            Sight sight,
            @Nullable Page<MemberView> inside) {
        return new RoomView(
                room.id(),
                room.kind(),
                room.name(),
                room.version(),
                room.createdAt(),
                other == null ? customer(sight, viewer.id()) : other,
                room.kind() == RoomKind.ANNOUNCE ? room.audience() : null,
                sight.standingOf(viewer.id(), clock.instant()),
                sight.mutedUntil(),
                sight.own().isFrozen() ? true : null,
                sight.queue(),
                sight.claimedBy(),
                isJoined(room) ? room.history() : null,
                historyFrom(sight, viewer),
                room.settings().equals(RoomSettings.USUAL) ? null : room.settings(),
                inside == null ? null : inside.items(),
                inside == null ? null : inside.next());
    }

    /** Whether people join it, each at a time of their own. */
    private static boolean isJoined(Room room) {
        return switch (room.kind()) {
            case GROUP, ANNOUNCE -> !room.isForEverybody();
            case DIRECT, SUPPORT -> false;
        };
    }

    private static @Nullable Long historyFrom(Sight sight, Caller viewer) {
        var first = sight.own().firstReadable(viewer.id(), viewer.role());
        return first == 1 ? null : first;
    }

    private static @Nullable Person customer(Sight sight, UserId viewer) {
        var customer = sight.customer();
        return customer == null || customer.id().equals(viewer) ? null : customer;
    }

    private static List<RoomId> direct(List<Room> found) {
        return found.stream().filter(room -> room.kind() == RoomKind.DIRECT).map(Room::id).toList();
    }
}
