package io.parley.chat.delivery;

/** From where a subscriber wants a room's events. */
public sealed interface ResumePoint {

    /** Only what comes from now on. */
    record Live() implements ResumePoint {}

    /** Everything after the last seq that the client has. */
    record After(long seq) implements ResumePoint {}

    /** The newest {@code count} events, then live. */
    record Tail(int count) implements ResumePoint {}
}
