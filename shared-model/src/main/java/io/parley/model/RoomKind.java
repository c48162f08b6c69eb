package io.parley.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What kind of conversation a room is; the kind decides who may post and read. */
public enum RoomKind {
    /** Two people, at least one of them an admin; made on first contact. */
    DIRECT,
    /** Made by an admin; every member posts and reads. */
    GROUP,
    /** Made by an admin; admins post, members read. */
    ANNOUNCE,
    /** A user and the admins of a support queue; made by the system, one for each of the two. */
    SUPPORT;

    @JsonCreator
    public static RoomKind fromWire(String name) {
        for (var kind : values()) {
            if (kind.wireName().equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("a room's kind is direct, group, announce or support");
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
