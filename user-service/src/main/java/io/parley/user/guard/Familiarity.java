package io.parley.user.guard;

/** How well an address is known to somebody's account: the better, the sooner it has its turn. */
public enum Familiarity {
    /** It had success with this account in the last 90 days. */
    OWN,

    /** It had success with some other account: a shared office, or a family. */
    SHARED,

    /** It never had. */
    STRANGE
}
