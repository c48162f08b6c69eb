package io.parley.gateway.limits;

import static org.awaitility.Awaitility.await;

import io.parley.gateway.peer.Gateway;
import java.io.IOException;
import java.time.Duration;

/** What a gateway says of its limits. */
final class LimitMetrics {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String SHARED =
            "parley_gateway_limits_shared{service=\"gateway-service\"} ";

    private LimitMetrics() {}

    static String of(Gateway gateway) throws IOException, InterruptedException {
        return gateway.manage("/actuator/prometheus").body();
    }

    /** Until it counts in Redis, with all others. */
    static void awaitShared(Gateway gateway) {
        await().atMost(PATIENCE).until(() -> of(gateway).contains(SHARED + "1.0"));
    }

    /** Until it counts alone. */
    static void awaitAlone(Gateway gateway) {
        await().atMost(PATIENCE).until(() -> of(gateway).contains(SHARED + "0.0"));
    }
}
