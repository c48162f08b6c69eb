package io.parley.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;

/** A room's id, a UUIDv7 made by message-service; the key of the room's records in the chat log. */
public record RoomId(UUID value) {

    /**
     * Reads the canonical form of 36 lower-case characters; other forms of the same number are
     * refused, so that an id has one spelling.
     *
     * @throws IllegalArgumentException on any other text
     */
    @JsonCreator
    public static RoomId of(String text) {
        return new RoomId(CanonicalUuid.parse(text));
    }

    /** As {@link #of}, empty where that throws: for text from outside. */
    public static Optional<RoomId> parse(String text) {
        return CanonicalUuid.tryParse(text).map(RoomId::new);
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
