package io.parley.message.access;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Readiness detail {@code policy}: a replica that has just started gets nobody before it has
 * followed the log of accounts to its end once. Later failures are Kafka's, and meet all alike.
 */
@Component("policy")
class PolicyHealthIndicator implements HealthIndicator {

    private final Accounts accounts;

    PolicyHealthIndicator(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Health health() {
        return accounts.log().hasReachedEnd()
                ? Health.up().build()
                : Health.down().withDetail("userLog", "not followed to its end yet").build();
    }
}
