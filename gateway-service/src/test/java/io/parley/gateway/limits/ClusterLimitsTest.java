package io.parley.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.Service;
import io.parley.test.redis.RedisCluster;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Gateways count together also where Redis is a cluster. */
@Tag("servers")
class ClusterLimitsTest {

    @Test
    void whatOneGatewayCountedTheOtherOneKnows() throws IOException, InterruptedException {
        try (var cluster = RedisCluster.start();
                var service = new Service("any");
                var one = gateway(service, cluster);
                var other = gateway(service, cluster)) {
            LimitMetrics.awaitShared(one);
            LimitMetrics.awaitShared(other);

            assertThat(signIn(one)).isEqualTo(200);

            assertThat(signIn(other)).isEqualTo(429);
        }
    }

    private static Gateway gateway(Service service, RedisCluster cluster) {
        return Gateway.start(
                service.url(),
                service.url(),
                "http://127.0.0.1:9",
                "--parley.redis.url=" + cluster.url(),
                "--parley.limits.redis-patience=2s",
                "--parley.limits.sign-ins-per-minute=2");
    }

    private static int signIn(Gateway gateway) throws IOException, InterruptedException {
        return gateway.send(gateway.request("/auth/login").POST(BodyPublishers.ofString("{}")))
                .statusCode();
    }
}
