package io.parley.message.access;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.parley.kafka.account.FollowedAccounts;
import io.parley.kafka.account.Ruling;
import io.parley.kafka.follow.LogFollower;
import io.parley.message.infra.KafkaSettings;
import io.parley.model.UserId;
import io.parley.model.user.UserSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The accounts that changed lately: what they are now overrules tokens of a moment ago. {@code
 * parley.policy.stale}: for how long changes may have been made that are not known here.
 */
@Component
public class Accounts implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final Duration REFUSE_AFTER = Duration.ofSeconds(10);
    private static final Duration CLOSE_AFTER = Duration.ofMinutes(1);
    private static final Duration LONGEST_START = Duration.ofSeconds(15);

    private final FollowedAccounts accounts;
    private final Clock clock;

    Accounts(
            KafkaSettings kafka,
            ApplicationEventPublisher events,
            MeterRegistry registry,
            Clock clock) {
        this.clock = clock;
        this.accounts =
                new FollowedAccounts(
                        kafka.connection(),
                        kafka.replicationFactor(),
                        account -> events.publishEvent(new AccountChanged(account)));
        TimeGauge.builder(
                        "parley.policy.stale",
                        log(),
                        TimeUnit.NANOSECONDS,
                        log -> log.staleFor().toNanos())
                .description("for how long changes may have been made that are not known here")
                .tag("log", log().topic())
                .register(registry);
    }

    /** The account, where it has changed lately. */
    public Optional<UserSnapshot> find(UserId id) {
        return accounts.find(id);
    }

    /** What somebody is worth now whose token was issued then. */
    public Ruling rule(Caller caller, Instant issuedAt) {
        return find(caller.id())
                .map(account -> rule(account, caller, issuedAt))
                .orElseGet(() -> new Ruling.Acts(caller.role()));
    }

    /** The same by an account at hand. */
    public Ruling rule(UserSnapshot account, Caller caller, Instant issuedAt) {
        return FollowedAccounts.rule(
                account, caller.role(), session(caller), issuedAt, clock.instant());
    }

    /** While it is false nobody is served who has to sign in. */
    public boolean isTrusted() {
        return log().hasReachedEnd() && log().staleFor().compareTo(REFUSE_AFTER) <= 0;
    }

    /** What is being served ends. */
    public boolean isLost() {
        return log().staleFor().compareTo(CLOSE_AFTER) > 0;
    }

    LogFollower log() {
        return accounts.log();
    }

    /** Sessions of other forms have never been given out, so that none was ended. */
    private static UUID session(Caller caller) {
        try {
            return UUID.fromString(caller.sessionId());
        } catch (IllegalArgumentException other) {
            return new UUID(0, 0);
        }
    }

    /** The port opens when it is known what accounts may do, or Kafka is away. */
    @Override
    public void start() {
        log().start();
        try {
            if (!log().awaitEnd(LONGEST_START)) {
                LOG.atWarn().log("accounts are not known yet: nobody is served before they are");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Before the web server. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void stop() {
        accounts.close();
    }

    @Override
    public boolean isRunning() {
        return log().isRunning();
    }
}
