package io.parley.user.token;

import io.parley.model.UserId;
import io.parley.user.audit.AuditAction;
import io.parley.user.audit.AuditLog;
import io.parley.user.token.StoredKeys.StoredKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Replaces the key that signs access tokens: when an admin says so, and by itself when it has
 * signed for long enough. Nobody is logged out: the new key is published before it signs, the old
 * one until its last token has ended.
 */
@Component
public class RotateKeys {

    private static final Logger log = LoggerFactory.getLogger(RotateKeys.class);

    private final StoredKeys stored;
    private final SigningKeys keys;
    private final KeySettings settings;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RotateKeys(
            StoredKeys stored,
            SigningKeys keys,
            KeySettings settings,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.stored = stored;
        this.keys = keys;
        this.settings = settings;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A key that is published and will sign. */
    public record Next(String kid, Instant signsFrom) {}

    /** Empty while the key of an earlier rotation waits for its time. */
    public Optional<Next> rotate(UserId actor, String reason) {
        return rotate(actor, reason, clock.instant());
    }

    /**
     * For a key that somebody else may have: it signs and proves nothing any more, here within half
     * a minute and elsewhere within the five minutes for which services keep keys. Tokens signed
     * with it are refused, and clients get others by refreshing.
     */
    public Next replaceStolen(UserId actor, String reason) {
        var next =
                transaction.execute(
                        tx -> {
                            var made = stored.replaceAll();
                            audit.add(act(actor, reason, made));
                            return made;
                        });
        keys.forget();
        return new Next(next.key().getKeyID(), next.signsFrom());
    }

    /** Every replica looks; the second one finds a new key. */
    @Scheduled(initialDelay = 1, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void rotateOldKey() {
        try {
            rotate(null, "schedule", clock.instant().minus(settings.life()));
        } catch (DataAccessException away) {
            log.atWarn()
                    .addKeyValue("cause", away.getClass().getSimpleName())
                    .log("age of the signing key is not known: looked again later");
        }
    }

    private Optional<Next> rotate(@Nullable UserId actor, String reason, Instant olderThan) {
        var next =
                transaction.execute(
                        tx -> {
                            var made = stored.rotate(olderThan);
                            made.ifPresent(key -> audit.add(act(actor, reason, key)));
                            return made;
                        });
        keys.forget();
        return next.map(key -> new Next(key.key().getKeyID(), key.signsFrom()));
    }

    private static AuditLog.Act act(@Nullable UserId actor, String reason, StoredKey key) {
        return new AuditLog.Act(
                actor,
                AuditAction.KEY_ROTATED,
                null,
                reason,
                Map.of("kid", key.key().getKeyID(), "signsFrom", key.signsFrom().toString()));
    }
}
