package io.parley.gateway.pods;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Ready once every chat pod has been asked for the first time. It stays ready when pods die: REST
 * and the web client go on, and another gateway would not know more pods.
 */
@Component
class ChatPodsHealthIndicator implements HealthIndicator {

    private final PodDirectory directory;

    ChatPodsHealthIndicator(PodDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Health health() {
        var health = directory.asked() ? Health.up() : Health.outOfService();
        return health.withDetail("known", directory.all().size())
                .withDetail("accepting", directory.accepting())
                .build();
    }
}
