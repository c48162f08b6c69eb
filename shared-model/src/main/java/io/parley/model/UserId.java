package io.parley.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;

/** A person's id, a UUIDv7 made by user-service. */
public record UserId(UUID value) {

    /**
     * Reads the canonical form of 36 lower-case characters; other forms of the same number are
     * refused, so that an id has one spelling.
     *
     * @throws IllegalArgumentException on any other text
     */
    @JsonCreator
    public static UserId of(String text) {
        return new UserId(CanonicalUuid.parse(text));
    }

    /** As {@link #of}, empty where that throws: for text from outside. */
    public static Optional<UserId> parse(String text) {
        return CanonicalUuid.tryParse(text).map(UserId::new);
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
