package io.parley.model.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The types of durable room events, with their names on the wire and in the log, and the version of
 * the log's records that knows them first.
 */
public enum EventType {
    MESSAGE_CREATED("message.created", EventData.MessageCreated.class),
    /** A record that could not be read: it keeps its number, so that the room has no hole. */
    MESSAGE_UNREADABLE("message.unreadable", EventData.Unreadable.class),
    MEMBER_JOINED("member.joined", EventData.MemberChanged.class),
    MEMBER_LEFT("member.left", EventData.MemberChanged.class),
    ROOM_UPDATED("room.updated", EventData.RoomUpdated.class),
    /** Somebody's standing is another one. */
    MEMBER_CHANGED("member.changed", EventData.StandingChanged.class, 2),
    /** An agent has taken a support room as their work, or has given it back. */
    SUPPORT_CLAIMED("support.claimed", EventData.MemberChanged.class, 2),
    SUPPORT_RELEASED("support.released", EventData.MemberChanged.class, 2),
    MESSAGE_EDITED("message.edited", EventData.MessageEdited.class, 3),
    MESSAGE_DELETED("message.deleted", EventData.MessageDeleted.class, 3),
    REACTION_CHANGED("reaction.changed", EventData.ReactionChanged.class, 3),
    MESSAGE_PINNED("message.pinned", EventData.PinChanged.class, 3),
    MESSAGE_UNPINNED("message.unpinned", EventData.PinChanged.class, 3),
    ROOM_SETTINGS("room.settings", EventData.SettingsChanged.class, 3);

    private final String wireName;
    private final Class<? extends EventData> dataClass;
    private final int since;

    EventType(String wireName, Class<? extends EventData> dataClass) {
        this(wireName, dataClass, 1);
    }

    EventType(String wireName, Class<? extends EventData> dataClass, int since) {
        this.wireName = wireName;
        this.dataClass = dataClass;
        this.since = since;
    }

    @JsonCreator
    public static EventType fromWire(String name) {
        for (var type : values()) {
            if (type.wireName.equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown event type");
    }

    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** The version of a log record that holds such an event. */
    public int since() {
        return since;
    }

    /**
     * Whether somebody said something: only that moves a room up in people's lists, makes it unread
     * and may notify.
     */
    public boolean isActivity() {
        return this == MESSAGE_CREATED;
    }

    /** Whether it has words, which go when the message is deleted. */
    boolean hasWords() {
        return this == MESSAGE_CREATED || this == MESSAGE_EDITED;
    }

    Class<? extends EventData> dataClass() {
        return dataClass;
    }
}
