package io.parley.gateway.limits;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Health detail {@code redis}: down where a right is missing, which somebody has to grant. No part
 * of readiness: the gateway counts alone meanwhile, and a limit must never stop the service.
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
        return missing.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("missingRights", missing).build();
    }
}
