package io.parley.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.Service;
import io.parley.test.redis.RedisWithUsers;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

/** Gateways count together with no more rights in Redis than the runbook grants. */
class RedisRightsTest {

    private static final String USER = "gateway";

    @Test
    void theRightsOfTheRunbookAreEnough() throws IOException, InterruptedException {
        try (var redis = RedisWithUsers.start()) {
            redis.grant(USER, RedisWithUsers.documented(USER));
            try (var service = new Service("any");
                    var one = gateway(service, redis);
                    var other = gateway(service, redis)) {
                LimitMetrics.awaitShared(one);
                LimitMetrics.awaitShared(other);

                assertThat(signIn(one)).isEqualTo(200);

                assertThat(signIn(other)).isEqualTo(429);
            }
        }
    }

    private static Gateway gateway(Service service, RedisWithUsers redis) {
        return Gateway.start(
                service.url(),
                service.url(),
                "http://127.0.0.1:9",
                "--parley.redis.url=" + redis.url(USER),
                "--parley.limits.redis-patience=2s",
                "--parley.limits.sign-ins-per-minute=2");
    }

    private static int signIn(Gateway gateway) throws IOException, InterruptedException {
        return gateway.send(gateway.request("/auth/login").POST(BodyPublishers.ofString("{}")))
                .statusCode();
    }
}
