package io.parley.model.read;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.wire.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A person has read a room, or one of its threads, up to a message; or wants to read it again; or
 * their devices have it up to there.
 *
 * @param seq the last message that counts as read; 0: none
 * @param threadRoot the seq of the message on which the thread hangs; absent: the room is meant
 */
public record ReadMove(UserId userId, RoomId roomId, long seq, Op op, @Nullable Long threadRoot) {

    public ReadMove {
        requireNonNull(userId);
        requireNonNull(roomId);
        requireNonNull(op);
        if (seq < 0 || (threadRoot != null && threadRoot < 1)) {
            throw new IllegalArgumentException("no message has that seq");
        }
    }

    /** Which way a mark moves. */
    public enum Op {
        /** Forwards only: a mark that is further on stays. */
        @JsonProperty("read")
        READ,
        /** To that place, wherever it was. */
        @JsonProperty("unread")
        UNREAD,
        /**
         * Another mark, forwards only: a device has what comes up to there. A service that does not
         * know it passes over the record.
         */
        @JsonProperty("delivered")
        DELIVERED
    }

    /** As a record of {@link ReadLog}. */
    public byte[] toJson() {
        return Json.MAPPER.writeValueAsBytes(this);
    }

    /** A record of {@link ReadLog}; empty where it is none. */
    public static Optional<ReadMove> parse(byte @Nullable [] json) {
        try {
            return json == null
                    ? Optional.empty()
                    : Optional.ofNullable(Json.MAPPER.readValue(json, ReadMove.class));
        } catch (JacksonException | IllegalArgumentException | NullPointerException noMove) {
            return Optional.empty();
        }
    }
}
