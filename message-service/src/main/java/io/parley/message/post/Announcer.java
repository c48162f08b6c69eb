package io.parley.message.post;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells this process that posts have changed, and what time it is in posts: milliseconds. */
@Component
class Announcer {

    private final Clock clock;
    private final ApplicationEventPublisher events;

    Announcer(Clock clock, ApplicationEventPublisher events) {
        this.clock = clock;
        this.events = events;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Call it after the commit: who listens reads what was committed. */
    void announce() {
        events.publishEvent(new PostsChanged());
    }
}
