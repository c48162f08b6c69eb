package io.parley.stack;

/** How the processes of a suite reach each other: directly, or through something in between. */
@FunctionalInterface
public interface Links {

    Links DIRECT = (from, to, port) -> port;

    /**
     * The port of this machine under which one member is to reach another.
     *
     * @param port that the other one listens on
     */
    int route(String from, String to, int port);
}
