package io.parley.chat.delivery;

import io.parley.chat.link.RedisLink;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Readiness detail {@code links}. A pod whose own subscription is dead gets nobody new. A pod that
 * cannot reach Redis stays: as a rule that meets all pods alike, and events go on coming by way of
 * message-service.
 */
@Component("links")
class LinksHealthIndicator implements HealthIndicator {

    private final RedisLink redis;
    private final SubscriptionProbe probe;

    LinksHealthIndicator(RedisLink redis, SubscriptionProbe probe) {
        this.redis = redis;
        this.probe = probe;
    }

    @Override
    public Health health() {
        var health = probe.isDeaf() ? Health.down() : Health.up();
        return health.withDetail("redis", redis.isAnswering() ? "answers" : "away, polling history")
                .withDetail("subscription", probe.isDeaf() ? "dead, being replaced" : "alive")
                .build();
    }
}
