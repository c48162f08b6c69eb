package io.parley.stack.infrastructure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/** Ports on the loopback interface that nobody listens on. */
public final class FreePort {

    /** Handed out but perhaps not yet bound: never handed out twice by this JVM. */
    private static final Set<Integer> TAKEN = new HashSet<>();

    private FreePort() {}

    public static synchronized int next() {
        while (true) {
            int port = ask();
            if (TAKEN.add(port)) {
                return port;
            }
        }
    }

    private static int ask() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StackException(
                    "No free port on the loopback interface: " + e.getMessage(), e);
        }
    }
}
