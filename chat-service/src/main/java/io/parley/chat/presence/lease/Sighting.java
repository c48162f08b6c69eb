package io.parley.chat.presence.lease;

/** What is known here of whether somebody is there. */
public enum Sighting {
    ONLINE,
    AWAY,
    INVISIBLE,
    OFFLINE,
    /** Nobody can tell at present, which is not the same as {@link #OFFLINE}. */
    UNKNOWN;

    /** Of somebody of whom a pod says something. */
    public static Sighting of(LeaseState state) {
        return switch (state) {
            case ONLINE -> ONLINE;
            case AWAY -> AWAY;
            case INVISIBLE -> INVISIBLE;
        };
    }
}
