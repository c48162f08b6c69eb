package io.parley.chat.sequencer;

import io.parley.kafka.Pace;
import java.time.Duration;

/**
 * When a group's loop works. One that leads hands on at once what comes alone, and what comes
 * within a step together. One that stands by walks the log late and in long steps, so that it finds
 * in Redis what the other group brought; the first event that it does not find there makes it lead.
 *
 * <p>After a while a leader that may stand by tries to: the other group may be back. Nothing but
 * time depends on it: both groups bring every event, and Redis takes each once. Owned by the loop's
 * thread.
 */
final class SequencerPace {

    /** How long a standby that had to lead does so before it tries whether it still has to. */
    private static final Duration LEAD = Duration.ofSeconds(5);

    private sealed interface Role {
        record Leading(long until) implements Role {}

        record StandingBy() implements Role {}
    }

    private final boolean mayStandBy;
    private final Pace step;
    private final Pace standby;
    private Role role;

    SequencerPace(boolean mayStandBy, SequencerSettings settings) {
        this.mayStandBy = mayStandBy;
        this.step = new Pace(settings.step());
        this.standby = new Pace(settings.standby());
        this.role = mayStandBy ? new Role.StandingBy() : leading();
    }

    /** Before the log is asked. */
    void beforePoll() {
        step.await();
    }

    /**
     * Before what the log gave is brought to Redis.
     *
     * @param records how many records that are
     */
    void beforeFeed(int records) {
        var catchesUp = records >= SequencerGroup.MAX_POLL_RECORDS;
        if (records > 0 && !catchesUp && role instanceof Role.StandingBy) {
            standby.hold();
        }
    }

    /**
     * After a turn.
     *
     * @param first how many events nobody else had brought
     */
    void fed(long first) {
        role =
                switch (role) {
                    case Role.StandingBy _ when first > 0 -> leading();
                    case Role.Leading(var until) when mayStandBy && System.nanoTime() - until > 0 ->
                            new Role.StandingBy();
                    case Role.StandingBy _, Role.Leading _ -> role;
                };
    }

    private static Role leading() {
        return new Role.Leading(System.nanoTime() + LEAD.toNanos());
    }
}
