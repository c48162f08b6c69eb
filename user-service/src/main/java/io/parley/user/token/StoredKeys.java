package io.parley.user.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.parley.user.secret.Seal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The signing keys in the database. Replicas that start together end up with one and the same.
 *
 * <p>A rotation adds a key that signs only when everybody has had the time to learn of it, and sets
 * the end of those before it to when the last token that they signed has ended.
 */
@Component
final class StoredKeys {

    /** Services keep the published keys for 5 minutes, replicas for half a minute. */
    static final Duration PUBLISHED_BEFORE = Duration.ofMinutes(10);

    /** Of a token that another replica signs half a minute later, and of clocks that differ. */
    private static final Duration KEPT_AFTER = AccessTokens.LIFE.plus(Duration.ofMinutes(2));

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Seal seal;
    private final Clock clock;

    StoredKeys(JdbcClient database, TransactionTemplate transaction, Seal seal, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.seal = seal;
        this.clock = clock;
    }

    /** A key with its private half. */
    record StoredKey(ECKey key, Instant signsFrom) {}

    /** All keys that are not retired, newest first; makes the first one of an installation. */
    List<StoredKey> load() {
        var keys = unretired();
        return keys.isEmpty() ? makeFirst() : keys;
    }

    private List<StoredKey> makeFirst() {
        return transaction.execute(
                tx -> {
                    lock();
                    if (unretired().isEmpty()) {
                        insert(generate(), clock.instant());
                    }
                    return unretired();
                });
    }

    /**
     * Adds a key, in the caller's transaction; empty if one is on its way already.
     *
     * @param olderThan nothing is done unless the newest key has signed since before that
     */
    Optional<StoredKey> rotate(Instant olderThan) {
        lock();
        var newest = load().getFirst();
        if (!newest.signsFrom().isBefore(olderThan)) {
            return Optional.empty();
        }
        var next = new StoredKey(generate(), clock.instant().plus(PUBLISHED_BEFORE));
        database.sql("update signing_key set retired_at = ? where retired_at is null")
                .param(Timestamp.from(next.signsFrom().plus(KEPT_AFTER)))
                .update();
        insert(next.key(), next.signsFrom());
        return Optional.of(next);
    }

    /**
     * Adds a key that signs from now on and ends all others now, in the caller's transaction: who
     * has stolen one signs nothing any more that is believed.
     */
    StoredKey replaceAll() {
        lock();
        var next = new StoredKey(generate(), clock.instant());
        database.sql(
                        """
                        update signing_key set retired_at = ?
                        where retired_at is null or retired_at > ?
                        """)
                .params(Timestamp.from(next.signsFrom()), Timestamp.from(next.signsFrom()))
                .update();
        insert(next.key(), next.signsFrom());
        return next;
    }

    /** Waits for another replica that is doing the same; readers are not held up. */
    private void lock() {
        database.sql("lock table signing_key in share row exclusive mode").update();
    }

    private List<StoredKey> unretired() {
        return database.sql(
                        """
                        select private_jwk, sealed, signs_from from signing_key
                        where retired_at is null or retired_at > ?
                        order by signs_from desc, kid
                        """)
                .param(Timestamp.from(clock.instant()))
                .query((row, number) -> key(row))
                .list();
    }

    private StoredKey key(ResultSet row) throws SQLException {
        var stored = row.getBytes("private_jwk");
        var clear = row.getBoolean("sealed") ? seal.open(Seal.Purpose.SIGNING_KEY, stored) : stored;
        try {
            return new StoredKey(
                    ECKey.parse(new String(clear, UTF_8)),
                    row.getTimestamp("signs_from").toInstant());
        } catch (ParseException damaged) {
            throw new IllegalStateException("a signing key in the database is damaged", damaged);
        }
    }

    private void insert(ECKey key, Instant signsFrom) {
        var clear = key.toJSONString().getBytes(UTF_8);
        database.sql(
                        """
                        insert into signing_key (kid, public_jwk, private_jwk, sealed, signs_from)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(
                        key.getKeyID(),
                        key.toPublicJWK().toJSONString(),
                        seal.seals() ? seal.seal(Seal.Purpose.SIGNING_KEY, clear) : clear,
                        seal.seals(),
                        Timestamp.from(signsFrom))
                .update();
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException missing) {
            throw new IllegalStateException("every Java platform has P-256", missing);
        }
    }
}
