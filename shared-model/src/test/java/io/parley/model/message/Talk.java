package io.parley.model.message;

import io.parley.model.MessageId;
import io.parley.model.MessageRef;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.RoomSettings;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventData.Reaction.Op;
import io.parley.model.event.EventType;
import io.parley.model.event.Mention;
import io.parley.model.event.RoomEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A conversation as its room's events, each a second after the one before. */
final class Talk {

    static final RoomId ROOM = RoomId.of("01936f5a-0000-7000-8000-000000000005");
    static final Actor ADA = actor(1, "Ada", Role.ADMIN);
    static final Actor BEN = actor(2, "Ben", Role.USER);
    static final Actor CLEO = actor(3, "Cleo", Role.USER);

    private static final Instant START = Instant.parse("2026-11-01T09:00:00Z");

    private final List<RoomEvent> events = new ArrayList<>();

    List<RoomEvent> events() {
        return List.copyOf(events);
    }

    Talk says(Actor by, String text) {
        return event(by, EventType.MESSAGE_CREATED, new EventData.MessageCreated(text, null, null));
    }

    Talk says(Actor by, String text, List<Mention> mentions) {
        return threads(by, null, text, mentions);
    }

    /**
     * @param root absent for a message that belongs to no thread
     */
    Talk threads(Actor by, @Nullable Long root, String text, List<Mention> mentions) {
        return event(
                by,
                EventType.MESSAGE_CREATED,
                new EventData.MessageCreated(text, null, null, root, mentions));
    }

    Talk rewords(Actor by, long seq, String text, List<Mention> mentions) {
        return event(
                by,
                EventType.MESSAGE_EDITED,
                new EventData.MessageEdited(ref(seq), text, mentions, null));
    }

    /** As it is kept once its message is deleted. */
    Talk redacts() {
        events.add(events.removeLast().redacted());
        return this;
    }

    Talk replies(Actor by, long to, String text) {
        var data = new EventData.MessageCreated(text, ref(to).messageId(), to);
        return event(by, EventType.MESSAGE_CREATED, data);
    }

    Talk edits(Actor by, long seq, String text) {
        return edits(by, seq, text, null);
    }

    Talk edits(Actor by, long seq, String text, @Nullable Integer ifVersion) {
        return event(
                by,
                EventType.MESSAGE_EDITED,
                new EventData.MessageEdited(ref(seq), text, ifVersion));
    }

    Talk deletes(Actor by, long seq, @Nullable String reason) {
        return event(by, EventType.MESSAGE_DELETED, new EventData.MessageDeleted(ref(seq), reason));
    }

    Talk reacts(Actor by, long seq, String emoji, Op op) {
        var reaction = new EventData.Reaction(by.id(), by.name(), emoji, op);
        return event(
                by,
                EventType.REACTION_CHANGED,
                new EventData.ReactionChanged(ref(seq), List.of(reaction)));
    }

    Talk pins(Actor by, long seq, boolean isPinned) {
        return event(
                by,
                isPinned ? EventType.MESSAGE_PINNED : EventType.MESSAGE_UNPINNED,
                new EventData.PinChanged(ref(seq)));
    }

    Talk joins(Actor who) {
        return event(
                Actor.SYSTEM,
                EventType.MEMBER_JOINED,
                new EventData.MemberChanged(who.id(), who.name()));
    }

    Talk sets(Actor by, RoomSettings settings) {
        return event(by, EventType.ROOM_SETTINGS, new EventData.SettingsChanged(settings));
    }

    /** Also of what is no message, or not there yet: somebody may ask for anything. */
    private static MessageRef ref(long seq) {
        return new MessageRef(seq, idOf(seq));
    }

    private static MessageId idOf(long seq) {
        return MessageId.of(ROOM, Actor.SYSTEM.id(), "event " + seq);
    }

    private Talk event(Actor by, EventType type, EventData data) {
        var seq = events.size() + 1L;
        events.add(
                new RoomEvent(
                        type, ROOM, seq, START.plusSeconds(seq), by, idOf(seq), "c-" + seq, data));
        return this;
    }

    private static Actor actor(int number, String name, Role role) {
        return new Actor(new UserId(new UUID(0, number)), name, role);
    }
}
