package io.parley.load.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** People in rooms of equal size, each in one room only. */
public final class Crowd {

    /** Somebody's place in a room. */
    public record Seat(People.Person person, String roomId) {}

    private final Api api;
    private final People people;
    private final People.Person admin;
    private final List<String> rooms;
    private final int roomSize;

    private Crowd(Api api, People people, People.Person admin, List<String> rooms, int roomSize) {
        this.api = api;
        this.people = people;
        this.admin = admin;
        this.rooms = rooms;
        this.roomSize = roomSize;
    }

    /**
     * Makes accounts, and the rooms as the admin whom {@code PARLEY_ADMIN_NAME} and {@code
     * PARLEY_ADMIN_PASSWORD} name.
     */
    public static Crowd of(Api api, int rooms, int roomSize) {
        requireAdmin();
        var people = People.register(api, rooms * roomSize);
        // not before: an access token lasts five minutes, and so many accounts may take longer
        var admin = admin(api);
        var ids = new ArrayList<String>();
        for (var i = 0; i < rooms; i++) {
            ids.add(people.room(admin, i * roomSize, (i + 1) * roomSize));
        }
        return new Crowd(api, people, admin, ids, roomSize);
    }

    public Api api() {
        return api;
    }

    /** Everybody once, with access tokens that have just been made. */
    public List<People.Person> persons() {
        return people.refreshed();
    }

    /** The admin, with an access token that has just been made. */
    public People.Person freshAdmin() {
        return admin(api);
    }

    /** A new room that everybody reads and admins write to. */
    public String announceRoom() {
        var room = Map.of("kind", "announce", "name", "Load", "audience", "everybody");
        return api.post("/api/v1/rooms", room, admin(api).accessToken()).get("id").asString();
    }

    /** How many people are in each room. */
    public int roomSize() {
        return roomSize;
    }

    public List<String> rooms() {
        return rooms;
    }

    /**
     * One for each, with access tokens that have just been made. Neighbours in this list are in
     * different rooms.
     */
    public List<Seat> seats() {
        var persons = people.refreshed();
        return IntStream.range(0, persons.size()).mapToObj(i -> seat(persons, i)).toList();
    }

    private Seat seat(List<People.Person> persons, int index) {
        var room = index % rooms.size();
        var place = index / rooms.size();
        return new Seat(persons.get(room * roomSize + place), rooms.get(room));
    }

    /** The number of the room's last event that is stored. */
    public long headSeq(String roomId) {
        var history =
                api.get("/messages/history/%s?limit=1".formatted(roomId), admin.accessToken());
        return history.get("headSeq").asLong();
    }

    private static People.Person admin(Api api) {
        return People.signIn(
                api, environment("PARLEY_ADMIN_NAME"), environment("PARLEY_ADMIN_PASSWORD"));
    }

    /** Said before the long work. */
    private static void requireAdmin() {
        environment("PARLEY_ADMIN_NAME");
        environment("PARLEY_ADMIN_PASSWORD");
    }

    private static String environment(String name) {
        var value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new LoadException(
                    name + " must be set, as it was for ./parley up: only an admin makes rooms.");
        }
        return value;
    }
}
