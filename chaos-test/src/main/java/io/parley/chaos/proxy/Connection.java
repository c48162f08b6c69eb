package io.parley.chaos.proxy;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a proxy: two sockets and a pump for each direction. */
final class Connection {

    private final Socket client;
    private final Socket server;
    private final Consumer<Connection> onEnd;
    private final AtomicInteger open = new AtomicInteger(2);
    private List<Pump> pumps = List.of();

    /**
     * @param onEnd told when it has ended or broken, whoever broke it
     */
    Connection(Socket client, Socket server, Consumer<Connection> onEnd) {
        this.client = client;
        this.server = server;
        this.onEnd = onEnd;
    }

    void start(Direction toServer, Direction toClient, Filter filterToClient) {
        var up = new Pump(client, server, toServer, Filter.NONE, this::reset, this::directionEnded);
        var down =
                new Pump(
                        server,
                        client,
                        toClient,
                        filterToClient,
                        this::reset,
                        this::directionEnded);
        pumps = List.of(up, down);
        pumps.forEach(Pump::start);
    }

    /**
     * Both ends have said goodbye: the sockets are of no use, and each is a file that stays open.
     */
    private void directionEnded() {
        if (open.decrementAndGet() == 0) {
            close(client);
            close(server);
            onEnd.accept(this);
        }
    }

    /** Breaks it: both ends get a RST instead of an end of stream. */
    void reset() {
        pumps.forEach(Pump::stop);
        abort(client);
        abort(server);
        onEnd.accept(this);
    }

    static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            // then there is nothing to reset
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more either way
        }
    }
}
