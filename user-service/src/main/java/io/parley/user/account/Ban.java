package io.parley.user.account;

import java.time.Instant;

/** Bans, as they are kept. */
public final class Ban {

    /** The end of a ban without end. */
    public static final Instant FOR_EVER = Instant.parse("9999-12-31T00:00:00Z");

    private Ban() {}
}
