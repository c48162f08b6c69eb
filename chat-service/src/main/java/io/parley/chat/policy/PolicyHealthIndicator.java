package io.parley.chat.policy;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Readiness detail {@code policy}: a pod that has just started gets nobody before it has followed
 * the logs of rooms and of accounts to their ends once. Later failures are Kafka's, and meet all
 * pods alike.
 */
@Component("policy")
class PolicyHealthIndicator implements HealthIndicator {

    private final PolicyFreshness freshness;

    PolicyHealthIndicator(PolicyFreshness freshness) {
        this.freshness = freshness;
    }

    @Override
    public Health health() {
        return freshness.hasFollowed()
                ? Health.up().build()
                : Health.down().withDetail("logs", "not followed to their end yet").build();
    }
}
