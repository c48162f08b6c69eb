package io.parley.model.post;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.model.UserId;
import java.util.Optional;
import java.util.UUID;

/** A post's id, a UUIDv7 made by message-service. */
public record PostId(UUID value) {

    /**
     * Reads the canonical form of 36 lower-case characters.
     *
     * @throws IllegalArgumentException on any other text
     */
    @JsonCreator
    public static PostId of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("not a UUID of 36 characters"));
    }

    /** As {@link #of}, empty where that throws: for text from outside. */
    public static Optional<PostId> parse(String text) {
        return UserId.parse(text).map(id -> new PostId(id.value()));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
