package io.parley.chaos.proxy;

import io.parley.stack.infrastructure.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A link between two processes of this machine that can be broken in many ways. Connections are
 * made to where the link leads at that moment.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int BACKLOG = 1_024;
    private static final int CONNECT_MILLIS = 2_000;

    /**
     * Small, so that a client that does not read is soon felt by the server; but well above the 64
     * KiB of the loopback interface's segments, below which each one waits for a timer.
     */
    private static final int SOCKET_BUFFER = 256 * 1024;

    private final String name;
    private final int port = FreePort.next();
    private final Supplier<Filter> filters;
    private final Direction toServer = new Direction();
    private final Direction toClient = new Direction();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile int targetPort;
    private ServerSocket listener;
    private Thread acceptor;

    private FaultProxy(String name, int targetPort, Supplier<Filter> filters) {
        this.name = name;
        this.targetPort = targetPort;
        this.filters = filters;
        this.listener = listen();
        this.acceptor = acceptFrom(listener);
    }

    /** A link that leads to a port. */
    public static FaultProxy to(String name, int targetPort) {
        return new FaultProxy(name, targetPort, () -> Filter.NONE);
    }

    /** A link to Redis, whose Pub/Sub payloads the rule decides about. */
    public static FaultProxy toRedis(String name, int targetPort, PayloadRule rule) {
        return new FaultProxy(name, targetPort, () -> new PayloadFilter(rule));
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    public Direction toServer() {
        return toServer;
    }

    public Direction toClient() {
        return toClient;
    }

    /** Connections that have not ended; each keeps two sockets open. */
    int open() {
        return connections.size();
    }

    /** Poisons both directions. */
    public void poison(Toxics toxics) {
        toServer.poison(toxics);
        toClient.poison(toxics);
    }

    /** From now on the link leads elsewhere; connections to where it led are broken. */
    public void leadTo(int newTargetPort) {
        targetPort = newTargetPort;
        resetAll();
    }

    /** Breaks all connections; new ones are welcome. */
    public void resetAll() {
        connections.forEach(Connection::reset);
    }

    /** Breaks all connections and refuses new ones, as where nothing listens. */
    public synchronized void refuse() {
        stopListening();
        resetAll();
    }

    /** Undoes {@link #refuse} and all toxics. */
    public synchronized void heal() {
        toServer.heal();
        toClient.heal();
        if (listener.isClosed()) {
            listener = listen();
            acceptor = acceptFrom(listener);
        }
    }

    /** The system keeps a socket listening until the last call on it has returned. */
    private void stopListening() {
        close(listener);
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerSocket listen() {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.setReceiveBufferSize(SOCKET_BUFFER);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy " + name + " cannot listen", e);
        }
    }

    private Thread acceptFrom(ServerSocket socket) {
        return Thread.ofVirtual().name("proxy-" + name).start(() -> accept(socket));
    }

    private void accept(ServerSocket socket) {
        try {
            while (!socket.isClosed()) {
                var client = socket.accept();
                var _ = Thread.ofVirtual().name("proxy-open").start(() -> open(client));
            }
        } catch (IOException e) {
            close(socket);
        }
    }

    private void open(Socket client) {
        var server = new Socket();
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.setReceiveBufferSize(SOCKET_BUFFER);
            server.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort),
                    CONNECT_MILLIS);
        } catch (IOException nobodyThere) {
            Connection.abort(client);
            Connection.abort(server);
            return;
        }
        var connection = new Connection(client, server, connections::remove);
        connections.add(connection);
        connection.start(toServer, toClient, filters.get());
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        stopListening();
        resetAll();
        toServer.heal();
        toClient.heal();
    }
}
