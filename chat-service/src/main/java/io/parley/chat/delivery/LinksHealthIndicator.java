package io.parley.chat.delivery;

import io.parley.chat.link.RedisLink;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Readiness detail {@code links}. A pod whose own subscription is dead, has brought nothing since
 * the start, or lacks a right in Redis gets nobody new. A pod that cannot reach Redis stays: as a
 * rule that meets all pods alike, and events go on coming by way of message-service.
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
        var missing = redis.missingRights();
        var health =
                probe.isDeaf() || !probe.hasHeard() || !missing.isEmpty()
                        ? Health.down()
                        : Health.up();
        if (!missing.isEmpty()) {
            health.withDetail("missingRights", missing);
        }
        return health.withDetail("redis", redis.isAnswering() ? "answers" : "away, polling history")
                .withDetail("subscription", subscription())
                .build();
    }

    private String subscription() {
        if (probe.isDeaf()) {
            return "dead, being replaced";
        }
        return probe.hasHeard() ? "alive" : "nothing heard yet";
    }
}
