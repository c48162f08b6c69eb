package io.parley.chat.presence.lease;

import io.parley.model.UserId;
import io.parley.model.wire.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What has changed in one slot of a run of a pod.
 *
 * @param number one more than that of the change before
 */
record LeaseChanges(String run, long number, List<Change> people) {

    /**
     * What is said of a person from now on.
     *
     * @param state absent for who is not there any more
     */
    record Change(UserId id, @Nullable String state) {}

    String json() {
        return Json.MAPPER.writeValueAsString(this);
    }

    static Optional<LeaseChanges> parse(String json) {
        try {
            return Optional.of(Json.MAPPER.readValue(json, LeaseChanges.class))
                    .filter(changes -> changes.run != null && changes.people != null);
        } catch (JacksonException unknown) {
            return Optional.empty();
        }
    }
}
