package io.parley.chat.sequencer;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Readiness detail {@code sequencer}: always up, for what keeps a partition from starting is away
 * for all pods alike, and a pod that is taken out of service would take sends with it that work.
 */
@Component("sequencer")
class SequencerHealthIndicator implements HealthIndicator {

    private final Sequencers sequencers;

    SequencerHealthIndicator(Sequencers sequencers) {
        this.sequencers = sequencers;
    }

    @Override
    public Health health() {
        var health = Health.up();
        sequencers
                .status()
                .forEach(
                        (group, status) ->
                                health.withDetail(
                                        group.id(),
                                        "partitions %d, not started for 30 s %d, stopped %d"
                                                .formatted(
                                                        status.owned(),
                                                        status.overdue(),
                                                        status.stopped())));
        return health.build();
    }
}
