package io.parley.kafka.account;

import io.parley.kafka.connection.KafkaConnection;
import io.parley.kafka.follow.FollowedTopic;
import io.parley.kafka.follow.LogFollower;
import io.parley.kafka.follow.LogHistory;
import io.parley.kafka.follow.LogListener;
import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.user.UserLog;
import io.parley.model.user.UserSnapshot;
import io.parley.model.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Follows the log of accounts, and overrules access tokens by it: a ban, an ended session and
 * another role count from the moment at which this process hears of them.
 */
public final class FollowedAccounts implements AutoCloseable {

    /** Clocks of the replicas of user-service may differ so much. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private final RecentAccounts accounts = new RecentAccounts();
    private final FollowedTopic topic;
    private final Consumer<UserSnapshot> changed;
    private final LogFollower log;

    /**
     * @param changed told of each change, on the follower's thread, after it has begun to count
     */
    public FollowedAccounts(
            KafkaConnection kafka, short replicationFactor, Consumer<UserSnapshot> changed) {
        this.changed = changed;
        this.topic =
                new FollowedTopic(
                        kafka,
                        UserLog.TOPIC,
                        UserLog.PARTITIONS,
                        replicationFactor,
                        Optional.of(RecentAccounts.KEPT));
        this.log = new LogFollower(topic, new Records());
    }

    private final class Records implements LogListener {
        @Override
        public void apply(byte[] value) {
            var account = Json.MAPPER.readValue(value, UserSnapshot.class);
            if (accounts.put(account, System.nanoTime())) {
                changed.accept(account);
            }
        }
    }

    /**
     * Reads all accounts once, for who wants to know of those that have not changed lately.
     *
     * @param account takes each that is not older than what has been followed meanwhile
     * @param done called at the end
     */
    public LogHistory readAll(Consumer<UserSnapshot> account, Runnable done) {
        return new LogHistory(
                topic,
                value -> {
                    var read = Json.MAPPER.readValue(value, UserSnapshot.class);
                    if (find(read.userId())
                            .filter(known -> known.version() > read.version())
                            .isEmpty()) {
                        account.accept(read);
                    }
                },
                done);
    }

    /** How well the log is followed. */
    public LogFollower log() {
        return log;
    }

    /** The account, where it has changed lately. */
    public Optional<UserSnapshot> find(UserId id) {
        return accounts.find(id);
    }

    /** What a token is worth that was issued then, for a session, in a role. */
    public Ruling rule(UserId person, Role role, UUID session, Instant issuedAt, Instant now) {
        return find(person)
                .map(account -> rule(account, role, session, issuedAt, now))
                .orElseGet(() -> new Ruling.Acts(role));
    }

    /** The same by an account at hand. */
    public static Ruling rule(
            UserSnapshot account, Role role, UUID session, Instant issuedAt, Instant now) {
        if (account.isBanned(now) || account.endedSessions().contains(session)) {
            return new Ruling.Ended();
        }
        var isTokenNewer = issuedAt.isAfter(account.at().plus(CLOCK_SKEW));
        return new Ruling.Acts(isTokenNewer ? role : account.role());
    }

    @Override
    public void close() {
        log.close();
    }
}
