package io.parley.model.read;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.parley.model.RoomId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all devices of a person are told, over the person's channel in Redis and then in {@code
 * /user/queue/inbox}. Each may be lost: what it says is kept elsewhere.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DeviceSignal.Read.class, name = "read"),
    @JsonSubTypes.Type(value = DeviceSignal.Counters.class, name = "counters"),
    @JsonSubTypes.Type(value = DeviceSignal.Preferences.class, name = "preferences")
})
public sealed interface DeviceSignal {

    /** A device of the person has moved a mark. */
    record Read(RoomId roomId, long seq, ReadMove.Op op, @Nullable Long threadRoot)
            implements DeviceSignal {}

    /** What waits in those rooms, after moves were stored. */
    record Counters(List<RoomCounters> rooms) implements DeviceSignal {

        public Counters {
            rooms = List.copyOf(rooms);
        }
    }

    /**
     * The person wants to hear of a room in another way.
     *
     * @param mutedUntil nothing of the room counts before that time
     */
    record Preferences(RoomId roomId, Level level, @Nullable Instant mutedUntil, boolean favourite)
            implements DeviceSignal {}

    /** Of what in a room a person wants to be told. */
    enum Level {
        @JsonProperty("all")
        ALL,
        @JsonProperty("mentions")
        MENTIONS,
        @JsonProperty("nothing")
        NOTHING
    }
}
