package io.parley.chat.connection;

import io.parley.model.event.Actor;
import java.time.Instant;

/** A verified access token: who it speaks for, and until when. */
record AccessToken(Actor person, String username, Instant expiresAt) {}
