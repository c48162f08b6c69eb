package io.parley.stack.infrastructure;

import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * A port of Kafka for one client alone. Kafka tells its clients where to connect to: a client that
 * is to come through something in between needs a listener that advertises that.
 *
 * @param protocol such as {@code PLAINTEXT}
 * @param settings of this listener alone
 * @param port that Kafka listens on
 * @param advertisedPort that the client is told
 */
public record KafkaListener(
        String client,
        String protocol,
        Map<String, String> settings,
        int port,
        int advertisedPort) {

    /** A listener on a free port, advertised as the port that leads to it. */
    public static KafkaListener of(String client, IntUnaryOperator route) {
        int port = FreePort.next();
        return new KafkaListener(client, "PLAINTEXT", Map.of(), port, route.applyAsInt(port));
    }

    /** A listener on a free port that speaks the protocol. */
    public static KafkaListener secured(
            String client, String protocol, Map<String, String> settings) {
        int port = FreePort.next();
        return new KafkaListener(client, protocol, Map.copyOf(settings), port, port);
    }
}
