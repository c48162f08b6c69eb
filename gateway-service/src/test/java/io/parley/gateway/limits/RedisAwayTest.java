package io.parley.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.peer.Gateway;
import io.parley.gateway.peer.Service;
import io.parley.test.Infrastructure;
import io.parley.test.TcpForwarder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Limits must never be what stops the service. */
@Tag("servers")
class RedisAwayTest {

    private Service service;
    private TcpForwarder redis;
    private Gateway gateway;

    @BeforeEach
    void start() {
        service = new Service("any");
        redis = new TcpForwarder(URI.create(Infrastructure.shared().redisUrl()).getPort());
        gateway =
                Gateway.start(
                        service.url(),
                        service.url(),
                        "http://127.0.0.1:9",
                        "--parley.redis.url=redis://127.0.0.1:" + redis.port(),
                        "--parley.edge.trusted-proxies=127.0.0.1",
                        "--parley.limits.redis-patience=1s",
                        "--parley.limits.sign-ins-per-minute=2");
    }

    @AfterEach
    void stop() {
        gateway.close();
        redis.close();
        service.close();
    }

    @Test
    void goesOnAloneWhileRedisStandsStill() throws IOException, InterruptedException {
        LimitMetrics.awaitShared(gateway);

        redis.freeze();

        assertGoesOn("203.0.113.1");
        LimitMetrics.awaitAlone(gateway);
        assertGoesOn("203.0.113.2");
        assertThat(gateway.manage("/actuator/health/readiness").statusCode()).isEqualTo(200);
        redis.thaw();
        LimitMetrics.awaitShared(gateway);
    }

    @Test
    void goesOnAloneWhenRedisIsGone() throws IOException, InterruptedException {
        LimitMetrics.awaitShared(gateway);

        redis.close();

        assertGoesOn("203.0.113.3");
        LimitMetrics.awaitAlone(gateway);
        assertGoesOn("203.0.113.4");
    }

    @Test
    void startsWithoutRedis() throws IOException, InterruptedException {
        try (var lonely =
                Gateway.start(
                        service.url(),
                        service.url(),
                        "http://127.0.0.1:9",
                        "--parley.redis.url=redis://127.0.0.1:9")) {
            assertThat(lonely.get("/posts").statusCode()).isEqualTo(200);
            LimitMetrics.awaitAlone(lonely);
        }
    }

    /** Requests pass, and what is too much is refused all the same. */
    private void assertGoesOn(String address) throws IOException, InterruptedException {
        for (var i = 0; i < 20; i++) {
            assertThat(gateway.get("/posts").statusCode()).isEqualTo(200);
        }
        assertThat(signIn(address)).isEqualTo(200);
        // One may have been counted by Redis and the next one here
        assertThat(List.of(signIn(address), signIn(address))).contains(429);
    }

    private int signIn(String address) throws IOException, InterruptedException {
        return gateway.send(
                        gateway.request("/auth/login")
                                .header("X-Forwarded-For", address)
                                .POST(BodyPublishers.ofString("{}")))
                .statusCode();
    }
}
