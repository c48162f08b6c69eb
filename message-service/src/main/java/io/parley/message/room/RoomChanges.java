package io.parley.message.room;

import io.parley.message.outbox.Outbox;
import io.parley.model.MessageId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.log.LogRecord;
import org.springframework.stereotype.Component;

/** Tells the other services, and the room itself, what has changed. Inside the transaction. */
@Component
class RoomChanges {

    private final Outbox outbox;
    private final Members members;

    RoomChanges(Outbox outbox, Members members) {
        this.outbox = outbox;
        this.members = members;
    }

    void tell(Room now) {
        outbox.tell(now.with(members.of(now.id())));
    }

    /**
     * @param subject who or what has changed: with the version, it makes the record's id
     */
    void log(Room now, Actor actor, EventType type, EventData data, String subject) {
        var id = MessageId.of(now.id(), actor.id(), "version:" + now.version() + ":" + subject);
        outbox.log(new LogRecord(id, now.id(), actor, type, null, data, null));
    }
}
