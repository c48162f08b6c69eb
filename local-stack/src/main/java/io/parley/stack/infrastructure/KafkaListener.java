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

    /** A listener on a free port, advertised as the port that leads to it, open to everybody. */
    public static KafkaListener of(String client, IntUnaryOperator route) {
        return of(client, "", route);
    }

    /** As above, for who knows the password. */
    public static KafkaListener of(String client, String password, IntUnaryOperator route) {
        int port = FreePort.next();
        var protocol = password.isEmpty() ? "PLAINTEXT" : KafkaAccess.PROTOCOL;
        return new KafkaListener(
                client, protocol, settings(password), port, route.applyAsInt(port));
    }

    /** What a listener needs that asks for the password; nothing where there is none. */
    static Map<String, String> settings(String password) {
        return password.isEmpty()
                ? Map.of()
                : Map.of("plain.sasl.jaas.config", KafkaAccess.brokerLogin(password));
    }

    /** A listener on a free port that speaks the protocol. */
    public static KafkaListener secured(
            String client, String protocol, Map<String, String> settings) {
        int port = FreePort.next();
        return new KafkaListener(client, protocol, Map.copyOf(settings), port, port);
    }

    /** Its settings hold the password. */
    @Override
    public String toString() {
        return "KafkaListener[" + client + "]";
    }
}
