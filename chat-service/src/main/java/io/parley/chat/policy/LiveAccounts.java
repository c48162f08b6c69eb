package io.parley.chat.policy;

import io.parley.chat.link.KafkaSettings;
import io.parley.kafka.account.FollowedAccounts;
import io.parley.kafka.account.Ruling;
import io.parley.kafka.follow.LogFollower;
import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.user.UserSnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The accounts that changed lately: what they are now overrules tokens of a moment ago. */
@Component
public class LiveAccounts implements SmartLifecycle {

    private final FollowedAccounts accounts;

    LiveAccounts(KafkaSettings kafka, ApplicationEventPublisher events) {
        accounts =
                new FollowedAccounts(
                        kafka.connection(),
                        kafka.replicationFactor(),
                        account -> events.publishEvent(new AccountChanged(account)));
    }

    /** The account, where it has changed lately. */
    public Optional<UserSnapshot> find(UserId id) {
        return accounts.find(id);
    }

    /** What a verified token is worth now. */
    public Ruling rule(UserId person, Role role, UUID session, Instant issuedAt, Instant now) {
        return accounts.rule(person, role, session, issuedAt, now);
    }

    LogFollower log() {
        return accounts.log();
    }

    @Override
    public void start() {
        accounts.log().start();
    }

    @Override
    public void stop() {
        accounts.close();
    }

    @Override
    public boolean isRunning() {
        return accounts.log().isRunning();
    }

    /** Before anybody comes, and until the last has gone. */
    @Override
    public int getPhase() {
        return 0;
    }
}
