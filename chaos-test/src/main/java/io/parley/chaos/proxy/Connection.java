package io.parley.chaos.proxy;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.function.Consumer;

/** One connection through a proxy: two sockets and a pump for each direction. */
final class Connection {

    private final Socket client;
    private final Socket server;
    private final Consumer<Connection> onReset;
    private List<Pump> pumps = List.of();

    /**
     * @param onReset told when it has broken, whoever broke it
     */
    Connection(Socket client, Socket server, Consumer<Connection> onReset) {
        this.client = client;
        this.server = server;
        this.onReset = onReset;
    }

    void start(Direction toServer, Direction toClient, Filter filterToClient) {
        var up = new Pump(client, server, toServer, Filter.NONE, this::reset);
        var down = new Pump(server, client, toClient, filterToClient, this::reset);
        pumps = List.of(up, down);
        pumps.forEach(Pump::start);
    }

    /** Breaks it: both ends get a RST instead of an end of stream. */
    void reset() {
        pumps.forEach(Pump::stop);
        abort(client);
        abort(server);
        onReset.accept(this);
    }

    static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            // then there is nothing to reset
        }
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more either way
        }
    }
}
