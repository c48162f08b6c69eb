package io.parley.model.post;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** For whom a post is. Admins see every post: they are the ones who write them. */
public enum PostAudience {
    EVERYBODY,
    USERS,
    ADMINS;

    @JsonCreator
    public static PostAudience fromWire(String name) {
        for (var audience : values()) {
            if (audience.wireName().equals(name)) {
                return audience;
            }
        }
        throw new IllegalArgumentException("a post's audience is everybody, users or admins");
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
