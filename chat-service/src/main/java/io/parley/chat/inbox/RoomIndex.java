package io.parley.chat.inbox;

import io.parley.chat.edge.PersonFeed;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.room.RoomAudience;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.room.RoomsOfPerson;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Who of the people with an inbox here is in which room: asked once for each person, and kept by
 * the changes of rooms since. Owned by the thread of all heads.
 */
final class RoomIndex {

    private final Map<UserId, Reader> people = new HashMap<>();
    private final Map<RoomId, IndexedRoom> rooms = new HashMap<>();

    /** Whose rooms have been asked for and are not known yet. */
    private final Set<Reader> loading = new HashSet<>();

    private final Consumer<RoomId> onOpened;
    private final Consumer<RoomId> onClosed;

    /**
     * @param onOpened told of each room that somebody here is in
     * @param onClosed told once nobody here is in it any more
     */
    RoomIndex(Consumer<RoomId> onOpened, Consumer<RoomId> onClosed) {
        this.onOpened = onOpened;
        this.onClosed = onClosed;
    }

    /** The person's entry; one that has just been made is to be {@link #load}ed. */
    Reader add(PersonFeed feed) {
        var reader =
                people.computeIfAbsent(
                        feed.person(),
                        person -> {
                            var fresh = new Reader(person);
                            loading.add(fresh);
                            return fresh;
                        });
        reader.feeds().put(feed, new FeedHeads(feed));
        return reader;
    }

    void remove(PersonFeed feed) {
        var reader = people.get(feed.person());
        if (reader == null || reader.feeds().remove(feed) == null || !reader.feeds().isEmpty()) {
            return;
        }
        people.remove(feed.person());
        loading.remove(reader);
        reader.go();
        List.copyOf(reader.rooms()).forEach(room -> leave(reader, room));
        if (people.isEmpty()) {
            List.copyOf(rooms.values()).forEach(this::closeIfUnused);
        }
    }

    boolean isEmpty() {
        return people.isEmpty();
    }

    Optional<IndexedRoom> find(RoomId room) {
        return Optional.ofNullable(rooms.get(room));
    }

    Collection<IndexedRoom> rooms() {
        return rooms.values();
    }

    /** Who here is in the room, as far as that is known. */
    Stream<Reader> readersOf(IndexedRoom room) {
        return room.isForEverybody()
                ? people.values().stream()
                        .filter(Reader::isLoaded)
                        .filter(reader -> !room.banned().contains(reader.person()))
                : room.readers().stream();
    }

    /** The answer to the question for a person's rooms. */
    void load(Reader reader, RoomsOfPerson answer) {
        if (!loading.remove(reader)) {
            return;
        }
        var changed = reader.changed();
        answer.rooms().stream()
                .filter(room -> changed.getOrDefault(room, true))
                .forEach(room -> join(reader, room));
        var everybody = new HashSet<>(answer.everybody());
        everybody.stream()
                .filter(room -> !changed.containsKey(room))
                .forEach(room -> room(room).setForEverybody(true));
        rooms.values().stream()
                .filter(IndexedRoom::isForEverybody)
                .filter(room -> !everybody.contains(room.id()) && !changed.containsKey(room.id()))
                .forEach(room -> room.banned().add(reader.person()));
        changed.forEach((room, isInside) -> joinWhereChanged(reader, room, isInside));
        changed.clear();
        reader.loaded().complete(null);
    }

    private void joinWhereChanged(Reader reader, RoomId room, boolean isInside) {
        var isForEverybody = find(room).filter(IndexedRoom::isForEverybody).isPresent();
        if (isInside && !isForEverybody) {
            join(reader, room);
        }
    }

    /**
     * A room is not what it was.
     *
     * @return who was in it and is not any more
     */
    List<Reader> change(RoomSnapshot room) {
        loading.forEach(
                reader -> reader.changed().put(room.roomId(), room.hasInside(reader.person())));
        var before = find(room.roomId()).map(known -> readersOf(known).toList());
        if (room.audience() == RoomAudience.EVERYBODY) {
            changeForEverybody(room);
        } else {
            changeMembers(room);
        }
        return before.orElse(List.of()).stream()
                .filter(reader -> !room.hasInside(reader.person()))
                .toList();
    }

    private void changeForEverybody(RoomSnapshot room) {
        if (people.isEmpty()) {
            return;
        }
        var indexed = room(room.roomId());
        indexed.setForEverybody(true);
        indexed.banned().clear();
        indexed.banned().addAll(room.banned());
        List.copyOf(indexed.readers()).forEach(reader -> leave(reader, indexed));
    }

    private void changeMembers(RoomSnapshot room) {
        find(room.roomId()).ifPresent(known -> known.setForEverybody(false));
        room.members().stream()
                .map(people::get)
                .filter(reader -> reader != null && reader.isLoaded())
                .forEach(reader -> join(reader, room.roomId()));
        find(room.roomId())
                .ifPresent(
                        known -> {
                            List.copyOf(known.readers()).stream()
                                    .filter(reader -> !room.hasInside(reader.person()))
                                    .forEach(reader -> leave(reader, known));
                            closeIfUnused(known);
                        });
    }

    private void join(Reader reader, RoomId id) {
        var room = room(id);
        room.readers().add(reader);
        reader.rooms().add(room);
    }

    private void leave(Reader reader, IndexedRoom room) {
        room.readers().remove(reader);
        reader.rooms().remove(room);
        reader.feeds().values().forEach(feed -> feed.remove(room.id()));
        closeIfUnused(room);
    }

    private IndexedRoom room(RoomId id) {
        return rooms.computeIfAbsent(
                id,
                fresh -> {
                    onOpened.accept(fresh);
                    return new IndexedRoom(fresh);
                });
    }

    private void closeIfUnused(IndexedRoom room) {
        var isUsed = room.isForEverybody() ? !people.isEmpty() : !room.readers().isEmpty();
        if (!isUsed && rooms.remove(room.id(), room)) {
            onClosed.accept(room.id());
        }
    }
}
