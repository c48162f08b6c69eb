package io.parley.message.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.parley.model.event.RoomEvent;
import io.parley.model.message.FoldedMessage;

/** What stands in a room's timeline: a message as it is now, or an event that is none. */
sealed interface TimelineItem {

    @JsonPropertyOrder("type")
    record Message(@JsonUnwrapped FoldedMessage message) implements TimelineItem {

        /** Instead of an event's type. */
        @JsonProperty
        String type() {
            return "message";
        }
    }

    record Event(@JsonUnwrapped RoomEvent event) implements TimelineItem {}
}
