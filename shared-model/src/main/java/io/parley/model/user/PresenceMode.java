package io.parley.model.user;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a person wants to be seen, whatever their devices say. */
public enum PresenceMode {
    /** As away, while a device is connected. */
    @JsonProperty("away")
    AWAY,
    /** As offline, always. */
    @JsonProperty("invisible")
    INVISIBLE
}
