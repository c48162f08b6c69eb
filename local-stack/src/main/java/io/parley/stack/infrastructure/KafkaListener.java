package io.parley.stack.infrastructure;

import java.util.function.IntUnaryOperator;

/**
 * A port of Kafka for one client alone. Kafka tells its clients where to connect to: a client that
 * is to come through something in between needs a listener that advertises that.
 *
 * @param port that Kafka listens on
 * @param advertisedPort that the client is told
 */
public record KafkaListener(String client, int port, int advertisedPort) {

    /** A listener on a free port, advertised as the port that leads to it. */
    public static KafkaListener of(String client, IntUnaryOperator route) {
        int port = FreePort.next();
        return new KafkaListener(client, port, route.applyAsInt(port));
    }
}
