package io.parley.chat.live;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.parley.model.UserId;
import io.parley.model.wire.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What goes over a room's live channel, from any pod and from message-service to all pods. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LiveSignal.Typing.class, name = "typing"),
    @JsonSubTypes.Type(value = LiveSignal.Read.class, name = "read"),
    @JsonSubTypes.Type(value = LiveSignal.Delivered.class, name = "delivered")
})
sealed interface LiveSignal {

    /**
     * Somebody has begun to type, goes on, or has stopped.
     *
     * @param name as it is now
     */
    record Typing(UserId userId, String name, boolean stopped, @Nullable Long threadRoot)
            implements LiveSignal {}

    /** Somebody has read the room up to a seq. */
    record Read(UserId userId, long seq) implements LiveSignal {}

    /** A device of somebody has the room up to a seq. */
    record Delivered(UserId userId, long seq) implements LiveSignal {}

    default String json() {
        return Json.MAPPER.writeValueAsString(this);
    }

    /** Empty for what is none, or one of a newer release. */
    static Optional<LiveSignal> parse(String json) {
        try {
            return Optional.ofNullable(Json.MAPPER.readValue(json, LiveSignal.class));
        } catch (JacksonException unknown) {
            return Optional.empty();
        }
    }
}
