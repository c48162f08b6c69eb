package io.parley.message;

import io.parley.model.RoomId;
import io.parley.model.room.Person;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A room that everybody reads, until it is closed: it stands in the lists of all people, also of
 * those of other tests.
 */
public final class RoomForEverybody implements AutoCloseable {

    private final RoomId id;
    private final JdbcClient jdbc;

    private RoomForEverybody(RoomId id, JdbcClient jdbc) {
        this.id = id;
        this.jdbc = jdbc;
    }

    /** Made by an admin, who is its only member. */
    public static RoomForEverybody by(Person admin, int port, JdbcClient jdbc) {
        var body = Map.of("kind", "announce", "name", "News", "audience", "everybody");
        var made = Api.as(admin, port).post("/rooms", body);
        return new RoomForEverybody(RoomId.of(made.text("id")), jdbc);
    }

    public RoomId id() {
        return id;
    }

    @Override
    public void close() {
        jdbc.sql("UPDATE room SET audience = 'members' WHERE id = ?").param(id.value()).update();
    }
}
