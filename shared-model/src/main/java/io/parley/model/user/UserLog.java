package io.parley.model.user;

/**
 * The compacted topic of accounts as they are now: key is the user's id, value a {@link
 * UserSnapshot} as JSON. Written by user-service. One partition: changes of accounts are rare, and
 * one offset then says how much of all of them somebody has applied.
 */
public final class UserLog {

    public static final String TOPIC = "user.log";
    public static final int PARTITIONS = 1;

    private UserLog() {}
}
