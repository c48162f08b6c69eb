package io.parley.message.post.follow;

import io.parley.message.access.Caller;
import java.time.Instant;

/** Somebody who may follow, since when that is known, and until when. */
record SignedIn(Caller person, Instant issuedAt, Instant expiresAt) {}
