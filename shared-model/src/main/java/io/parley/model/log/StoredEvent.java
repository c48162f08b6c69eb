package io.parley.model.log;

import io.parley.model.event.RoomEvent;

/** An event that message-service has stored, with the offset of its record. */
public record StoredEvent(long offset, RoomEvent event) {}
