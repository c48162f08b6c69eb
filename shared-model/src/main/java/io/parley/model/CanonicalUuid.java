package io.parley.model;

import java.util.Optional;
import java.util.UUID;

/** UUIDs in the one spelling that RFC 9562 prints: 36 characters, lower case. */
final class CanonicalUuid {

    private static final int LENGTH = 36;

    private CanonicalUuid() {}

    static UUID parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new IllegalArgumentException("not a UUID of 36 characters"));
    }

    static Optional<UUID> tryParse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            var uuid = UUID.fromString(text);
            return uuid.toString().equals(text) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException notHexadecimal) {
            return Optional.empty();
        }
    }
}
