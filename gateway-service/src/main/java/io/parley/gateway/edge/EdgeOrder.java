package io.parley.gateway.edge;

/** The order in which a request meets the checks of the edge. */
final class EdgeOrder {

    static final int HEADERS = -1_000;
    static final int PATH = -900;
    static final int ORIGIN = -800;
    static final int BODY = -700;

    private EdgeOrder() {}
}
