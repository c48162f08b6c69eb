package io.parley.message.room;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.model.RoomId;
import java.util.UUID;

/** A support queue's id, a UUIDv7. */
public record QueueId(UUID value) {

    /**
     * @throws IllegalArgumentException on anything but the canonical form
     */
    @JsonCreator
    public static QueueId of(String text) {
        return new QueueId(RoomId.of(text).value());
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
