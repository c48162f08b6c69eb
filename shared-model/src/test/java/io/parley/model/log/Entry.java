package io.parley.model.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.model.MessageId;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One record as the log hands it out; its offset is its place in a list. */
record Entry(Instant at, @Nullable String key, @Nullable String value) {

    static final int PARTITION = 17;

    /** Rooms that live in {@link #PARTITION}. */
    static final RoomId RED = RoomId.of("01936f5a-0000-7000-8000-000000000005");

    static final RoomId BLUE = RoomId.of("01936f5a-0000-7000-8000-00000000003a");

    /** A room that lives elsewhere. */
    static final RoomId FOREIGN = RoomId.of("01936f5a-0000-7000-8000-000000000001");

    private static final Actor ADA = new Actor(new UserId(new UUID(1, 1)), "Ada", Role.ADMIN);

    static Entry message(Instant at, RoomId room, String clientMsgId) {
        return addressed(at, room, log(room, clientMsgId));
    }

    /** A record whose key and value name different rooms. */
    static Entry addressed(Instant at, RoomId key, LogRecord log) {
        return new Entry(at, key.toString(), new String(LogRecordCodec.encode(log), UTF_8));
    }

    static LogRecord log(RoomId room, String clientMsgId) {
        return new LogRecord(
                MessageId.of(room, ADA.id(), clientMsgId),
                room,
                ADA,
                EventType.MESSAGE_CREATED,
                clientMsgId,
                new EventData.MessageCreated("text of " + clientMsgId, null, null),
                null);
    }

    SequenceFunction.Outcome feedTo(SequenceFunction function, long offset) {
        return function.next(offset, at, bytes(key), bytes(value));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }
}
