package io.parley.model.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The types of durable room events, with their names on the wire and in the log. */
public enum EventType {
    MESSAGE_CREATED("message.created", EventData.MessageCreated.class),
    /** A record that could not be read: it keeps its number, so that the room has no hole. */
    MESSAGE_UNREADABLE("message.unreadable", EventData.Unreadable.class),
    MEMBER_JOINED("member.joined", EventData.MemberChanged.class),
    MEMBER_LEFT("member.left", EventData.MemberChanged.class),
    ROOM_UPDATED("room.updated", EventData.RoomUpdated.class);

    private final String wireName;
    private final Class<? extends EventData> dataClass;

    EventType(String wireName, Class<? extends EventData> dataClass) {
        this.wireName = wireName;
        this.dataClass = dataClass;
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

    Class<? extends EventData> dataClass() {
        return dataClass;
    }
}
