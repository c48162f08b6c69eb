package io.parley.chat.presence.lease;

import io.parley.model.wire.Json;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * A run of a pod says that it is there.
 *
 * @param slots those in which it has people, each with the number of its newest change
 */
record Beat(String run, Map<Integer, Long> slots) {

    String json() {
        return Json.MAPPER.writeValueAsString(this);
    }

    static Optional<Beat> parse(String json) {
        try {
            return Optional.of(Json.MAPPER.readValue(json, Beat.class))
                    .filter(beat -> beat.run != null && beat.slots != null);
        } catch (JacksonException unknown) {
            return Optional.empty();
        }
    }
}
