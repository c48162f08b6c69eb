package io.parley.stack.infrastructure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on the loopback interface that nobody listens on, below the range from which systems take
 * the ports of outgoing connections: nothing else is likely to take one before it is bound.
 */
public final class FreePort {

    private static final int FROM = 16_384;
    private static final int TO = 32_768;
    private static final int TRIES = 1_000;

    /** Handed out but perhaps not yet bound: never handed out twice by this JVM. */
    private static final Set<Integer> TAKEN = new HashSet<>();

    private FreePort() {}

    public static synchronized int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            if (isFree(port) && TAKEN.add(port)) {
                return port;
            }
        }
        throw new StackException(
                "No free port between %d and %d on this machine.".formatted(FROM, TO));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
