package io.parley.load;

import io.parley.load.measure.Row;

/**
 * What one rate over one route did.
 *
 * @param route {@code gateway} or {@code direct}
 * @param rate messages sent a second
 * @param members who get each message
 * @param delivered messages that arrived, over all members
 * @param missing messages that did not arrive
 * @param perWebSocketMessage messages that arrived in one WebSocket message, on average
 * @param chatMicros CPU of the chat pods for each delivered message
 * @param gatewayMicros CPU of the gateway for each delivered message
 * @param otherMicrosPerSent CPU of all other servers for each sent message
 * @param loadMicros CPU of the load generator for each delivered message
 */
record DeliveryResult(
        String route,
        int rate,
        int members,
        long delivered,
        long missing,
        double perWebSocketMessage,
        double chatMicros,
        double gatewayMicros,
        double otherMicrosPerSent,
        double loadMicros,
        double p50Millis,
        double p99Millis,
        double maxMillis)
        implements Row {

    @Override
    public String head() {
        return "| route | messages/s in | delivered/s | in one WebSocket message | chat-service µs | gateway µs | others µs per message sent | load generator µs | p50 ms | p99 ms | max ms | missing |\n"
                + "|---|---|---|---|---|---|---|---|---|---|---|---|";
    }

    @Override
    public String row() {
        return "| %s | %d | %d | %.2f | %.1f | %.1f | %.0f | %.1f | %.1f | %.1f | %.1f | %d |"
                .formatted(
                        route,
                        rate,
                        rate * members,
                        perWebSocketMessage,
                        chatMicros,
                        gatewayMicros,
                        otherMicrosPerSent,
                        loadMicros,
                        p50Millis,
                        p99Millis,
                        maxMillis,
                        missing);
    }
}
