package io.parley.message.room;

import io.parley.message.outbox.RoomOutbox;
import io.parley.model.MessageId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.log.LogRecord;
import io.parley.model.policy.Standing;
import io.parley.model.room.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the other services, and the room itself, what has changed. Inside the transaction. */
@Component
public class RoomChanges {

    private final RoomOutbox outbox;
    private final Snapshots snapshots;

    RoomChanges(RoomOutbox outbox, Snapshots snapshots) {
        this.outbox = outbox;
        this.snapshots = snapshots;
    }

    /** Tells other services what the room is now. */
    public void tell(Room now) {
        outbox.tell(snapshots.of(now));
    }

    /** Writes into the log that a person has come. */
    public void joined(Room now, Actor by, Person person) {
        log(now, by, EventType.MEMBER_JOINED, changed(person), person.id().toString());
    }

    /** Writes into the log that a person has gone. */
    public void left(Room now, Actor by, Person person) {
        log(now, by, EventType.MEMBER_LEFT, changed(person), person.id().toString());
    }

    /** Writes into the log that an agent works on the room. */
    public void claimed(Room now, Actor by, Person agent) {
        log(now, by, EventType.SUPPORT_CLAIMED, changed(agent), "claim");
    }

    /** Writes into the log that the agent does so no more. */
    public void released(Room now, Actor by, Person agent) {
        log(now, by, EventType.SUPPORT_RELEASED, changed(agent), "claim");
    }

    /**
     * @param until when a mute ends
     */
    public void standing(
            Room now, Actor by, Person person, Standing standing, @Nullable Instant until) {
        var data =
                new EventData.StandingChanged(person.id(), person.displayName(), standing, until);
        log(now, by, EventType.MEMBER_CHANGED, data, person.id() + ":standing");
    }

    private static EventData changed(Person person) {
        return new EventData.MemberChanged(person.id(), person.displayName());
    }

    /**
     * @param subject who or what has changed: with the version, it makes the record's id
     */
    public void log(Room now, Actor actor, EventType type, EventData data, String subject) {
        var id = MessageId.of(now.id(), actor.id(), "version:" + now.version() + ":" + subject);
        outbox.log(new LogRecord(id, now.id(), actor, type, null, data, null));
    }
}
