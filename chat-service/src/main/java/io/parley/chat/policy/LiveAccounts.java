package io.parley.chat.policy;

import io.parley.chat.link.KafkaSettings;
import io.parley.kafka.account.FollowedAccounts;
import io.parley.kafka.account.Ruling;
import io.parley.kafka.follow.LogFollower;
import io.parley.kafka.follow.LogHistory;
import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.user.Availability;
import io.parley.model.user.UserSnapshot;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The accounts that changed lately: what they are now overrules tokens of a moment ago. Of those
 * that are not as most are, all are known once the whole log has been read, beside all else.
 */
@Component
public class LiveAccounts implements SmartLifecycle {

    private final FollowedAccounts accounts;
    private final LogHistory history;
    private final Map<UserId, UserSnapshot> notable = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> allKnown = new CompletableFuture<>();

    LiveAccounts(KafkaSettings kafka, ApplicationEventPublisher events) {
        accounts =
                new FollowedAccounts(
                        kafka.connection(),
                        kafka.replicationFactor(),
                        account -> {
                            note(account);
                            events.publishEvent(new AccountChanged(account));
                        });
        history = accounts.readAll(this::note, () -> allKnown.complete(null));
    }

    private void note(UserSnapshot account) {
        notable.compute(
                account.userId(),
                (_, known) -> {
                    if (known != null && known.version() > account.version()) {
                        return known;
                    }
                    return isNotable(account) ? account : null;
                });
    }

    private static boolean isNotable(UserSnapshot account) {
        return account.role() == Role.ADMIN
                || !account.availability().equals(Availability.NOTHING_SAID);
    }

    /** The account, where it is not as most are, as far as the log has been read. */
    public Optional<UserSnapshot> findNotable(UserId id) {
        return Optional.ofNullable(notable.get(id));
    }

    /** Whether all accounts that are not as most are, are known. */
    public boolean isAllKnown() {
        return allKnown.isDone();
    }

    /** Runs something once {@link #isAllKnown}. */
    public void onceAllKnown(Runnable action) {
        var _ = allKnown.thenRun(action);
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
        history.start();
    }

    @Override
    public void stop() {
        history.close();
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
