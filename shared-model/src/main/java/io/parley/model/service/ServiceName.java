package io.parley.model.service;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The services that call each other, as their tokens name them. */
public enum ServiceName {
    USER("user-service"),
    MESSAGE("message-service"),
    CHAT("chat-service"),
    GATEWAY("gateway-service");

    private final String wireName;

    ServiceName(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    static Optional<ServiceName> fromWire(@Nullable String name) {
        return Arrays.stream(values()).filter(each -> each.wireName.equals(name)).findFirst();
    }
}
