package io.parley.chat.policy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.parley.kafka.follow.LogFollower;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Whether this pod knows well enough what people may do. {@code parley.policy.stale}: for how long
 * changes may have been made, by log, that are not known here.
 */
@Component
public class PolicyFreshness {

    private final List<LogFollower> logs;
    private final PolicySettings settings;

    PolicyFreshness(
            LiveRooms rooms,
            LiveAccounts accounts,
            PolicySettings settings,
            MeterRegistry registry) {
        this.logs = List.of(rooms.log(), accounts.log());
        this.settings = settings;
        logs.forEach(log -> watch(log, registry));
    }

    /** While it is false, nothing may be sent or subscribed to. */
    public boolean isTrusted() {
        return hasFollowed() && isWithin(settings.refuseAfter());
    }

    /** Sessions here are better off elsewhere. */
    public boolean isLost() {
        return !isWithin(settings.closeAfter());
    }

    /** True once both logs have been followed to their end. */
    boolean hasFollowed() {
        return logs.stream().allMatch(LogFollower::hasReachedEnd);
    }

    /** Who follows the topic here. */
    Optional<LogFollower> follower(String topic) {
        return logs.stream().filter(log -> log.topic().equals(topic)).findAny();
    }

    private boolean isWithin(Duration limit) {
        return logs.stream().allMatch(log -> log.staleFor().compareTo(limit) <= 0);
    }

    private static void watch(LogFollower log, MeterRegistry registry) {
        TimeGauge.builder(
                        "parley.policy.stale",
                        log,
                        TimeUnit.NANOSECONDS,
                        each -> each.staleFor().toNanos())
                .description("for how long changes may have been made that are not known here")
                .tag("log", log.topic())
                .register(registry);
    }
}
