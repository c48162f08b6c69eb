package io.parley.stack.infrastructure;

import java.time.Duration;

/**
 * A program that serves on one port of this machine. It may be launched again after it ended, on
 * the same port and over the same data.
 */
public interface Server {

    String name();

    int port();

    /**
     * Starts the program and does not wait until it serves.
     *
     * @throws StackException with a sentence for people if it cannot be started
     */
    ChildProcess launch();

    /** True when this process of it serves clients. */
    boolean isReady(ChildProcess process);

    /** How long it may take to be ready on a slow machine. */
    Duration startLimit();

    /** How long it may take to stop in order. */
    Duration stopLimit();
}
