package io.parley.model.post;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a post is in its life. Only a published one is shown to others than admins. */
public enum PostState {
    DRAFT,
    /** Becomes published by itself at its time. */
    SCHEDULED,
    PUBLISHED,
    /** Was published, and is kept for admins only. */
    WITHDRAWN;

    @JsonCreator
    public static PostState fromWire(String name) {
        for (var state : values()) {
            if (state.wireName().equals(name)) {
                return state;
            }
        }
        throw new IllegalArgumentException(
                "a post's state is draft, scheduled, published or withdrawn");
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
