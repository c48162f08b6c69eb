package io.parley.model.room;

import io.parley.model.UserId;

/** Asks message-service for the direct room of two people, to be made if there is none. */
public record OpenDirect(UserId from, UserId to) {}
