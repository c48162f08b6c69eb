package io.parley.message.infra;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Health detail {@code redis}: down where a right is missing, which somebody has to grant. No part
 * of readiness: history comes from PostgreSQL meanwhile, and posts from a look every few seconds.
 */
@Component("redis")
class RedisHealthIndicator implements HealthIndicator {

    private final RedisLink redis;

    RedisHealthIndicator(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public Health health() {
        var missing = redis.missingRights();
        if (missing.isEmpty()) {
            return Health.up().build();
        }
        redis.tryRights();
        return Health.down().withDetail("missingRights", missing).build();
    }
}
