package io.parley.chat.link;

import io.lettuce.core.api.StatefulRedisConnection;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Readiness detail {@code links}: a pod without Redis cannot push, and gets nobody new. */
@Component("links")
class LinksHealthIndicator implements HealthIndicator {

    private final StatefulRedisConnection<String, String> redis;

    LinksHealthIndicator(StatefulRedisConnection<String, String> redis) {
        this.redis = redis;
    }

    @Override
    public Health health() {
        return redis.isOpen()
                ? Health.up().build()
                : Health.down().withDetail("redis", "no connection").build();
    }
}
