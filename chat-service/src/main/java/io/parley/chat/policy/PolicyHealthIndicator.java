package io.parley.chat.policy;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Readiness detail {@code policy}: a pod that has just started gets nobody before it hears of
 * changes of rooms. Later failures are Kafka's, and meet all pods alike.
 */
@Component("policy")
class PolicyHealthIndicator implements HealthIndicator {

    private final RoomLogFollower follower;

    PolicyHealthIndicator(RoomLogFollower follower) {
        this.follower = follower;
    }

    @Override
    public Health health() {
        return follower.hasFollowed()
                ? Health.up().build()
                : Health.down().withDetail("roomLog", "not followed yet").build();
    }
}
