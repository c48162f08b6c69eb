package io.parley.model.post;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a change of a post is to somebody who sees posts of his audience only. */
public enum PostChange {
    /** It appeared: was written, published, or moved to this audience. */
    CREATED("post.created"),
    UPDATED("post.updated"),
    /** It is gone: was deleted, withdrawn, or moved to another audience. */
    DELETED("post.deleted");

    private final String wireName;

    PostChange(String wireName) {
        this.wireName = wireName;
    }

    @JsonCreator
    public static PostChange fromWire(String name) {
        for (var change : values()) {
            if (change.wireName.equals(name)) {
                return change;
            }
        }
        throw new IllegalArgumentException("unknown change of a post");
    }

    @JsonValue
    public String wireName() {
        return wireName;
    }
}
