package io.parley.user.guard;

import io.parley.user.access.ClientAddress;
import io.parley.user.secret.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Failures, counted for each subject and address and for each subject over all addresses that never
 * had success with it. Who has to wait is told so before anything is checked, and a refused try
 * makes the wait no longer.
 *
 * <p>Nobody is locked out: from an address that had success in the last 90 days only its own
 * failures count, and 30 s is the longest wait. An address that tries one name after the other has
 * to wait, too, whether such accounts exist or not, unless it had success with any. Tries that run
 * side by side are counted when they have failed, so that a first burst may have as many as there
 * are turns at the password hasher.
 */
@Component
public class Attempts {

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    private static final String EVERYWHERE = "";
    private static final Subject ANY_NAME = new Subject("any");
    private static final Duration REMEMBERED = Duration.ofHours(24);
    private static final Duration ANY_NAME_REMEMBERED = Duration.ofMinutes(15);
    private static final Duration KNOWN_FOR = Duration.ofDays(90);
    private static final long FORGET_EVERY_MS = 600_000;

    private final JdbcClient database;
    private final Clock clock;

    Attempts(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Count(
            boolean everywhere,
            boolean anyName,
            boolean known,
            boolean shared,
            int failures,
            Instant lastAt) {

        Instant freeAt() {
            return lastAt.plus(delays().after(failures));
        }

        private Delays delays() {
            if (everywhere) {
                return Delays.ALL_STRANGERS;
            }
            if (anyName) {
                return Delays.ANY_NAME;
            }
            return known ? Delays.KNOWN : Delays.STRANGER;
        }

        boolean counts() {
            return !(everywhere && known) && !(anyName && shared);
        }
    }

    /** How long somebody at that address has to wait before a try; zero if not at all. */
    public Duration toWait(Subject subject, ClientAddress from) {
        var now = clock.instant();
        return database
                .sql(
                        """
                        select address, failures, last_at, subject = :anyName as any_name,
                            exists (select from known_address k
                                    where k.subject = :subject and k.address = :from
                                        and k.last_at > :knownSince) as known,
                            exists (select from known_address k
                                    where k.address = :from and k.last_at > :knownSince) as shared
                        from failed_attempt
                        where (subject = :subject and address in (:from, '')
                                and last_at > :remembered)
                            or (:guessesNames and subject = :anyName and address = :from
                                and last_at > :anyNameRemembered)
                        """)
                .param("guessesNames", subject.isPassword())
                .param("anyName", Secrets.hash(ANY_NAME.value()))
                .param("anyNameRemembered", Timestamp.from(now.minus(ANY_NAME_REMEMBERED)))
                .param("subject", Secrets.hash(subject.value()))
                .param("from", from.value())
                .param("knownSince", Timestamp.from(now.minus(KNOWN_FOR)))
                .param("remembered", Timestamp.from(now.minus(REMEMBERED)))
                .query(Attempts::read)
                .list()
                .stream()
                .filter(Count::counts)
                .map(count -> Duration.between(now, count.freeAt()))
                .filter(Duration::isPositive)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    public void failed(Subject subject, ClientAddress from) {
        var hash = Secrets.hash(subject.value());
        count(hash, from.value(), REMEMBERED);
        if (familiarity(hash, from) != Familiarity.OWN) {
            count(hash, EVERYWHERE, REMEMBERED);
            if (subject.isPassword()) {
                count(Secrets.hash(ANY_NAME.value()), from.value(), ANY_NAME_REMEMBERED);
            }
        }
    }

    /** How well the address is known there. */
    public Familiarity familiarity(Subject subject, ClientAddress from) {
        return familiarity(Secrets.hash(subject.value()), from);
    }

    /** Forgets the failures from there, and knows the address from now on. */
    public void succeeded(Subject subject, ClientAddress from) {
        var hash = Secrets.hash(subject.value());
        database.sql("delete from failed_attempt where subject = ? and address = ?")
                .params(hash, from.value())
                .update();
        database.sql(
                        """
                        insert into known_address (subject, address, last_at) values (?, ?, ?)
                        on conflict (subject, address) do update set last_at = excluded.last_at
                        """)
                .params(hash, from.value(), Timestamp.from(clock.instant()))
                .update();
    }

    private void count(byte[] subject, String address, Duration remembered) {
        var now = clock.instant();
        database.sql(
                        """
                        insert into failed_attempt as f (subject, address, failures, last_at)
                        values (?, ?, 1, ?)
                        on conflict (subject, address) do update
                            set failures = case when f.last_at > ? then f.failures + 1 else 1 end,
                                last_at = excluded.last_at
                        """)
                .params(
                        subject,
                        address,
                        Timestamp.from(now),
                        Timestamp.from(now.minus(remembered)))
                .update();
    }

    private Familiarity familiarity(byte[] subject, ClientAddress from) {
        return database.sql(
                        """
                        select count(*) filter (where subject = :subject) as own, count(*) as any,
                            coalesce((select failures from failed_attempt
                                      where subject = :anyName and address = :from
                                          and last_at > :anyNameRemembered), 0) as failures
                        from known_address where address = :from and last_at > :knownSince
                        """)
                .param("subject", subject)
                .param("from", from.value())
                .param("anyName", Secrets.hash(ANY_NAME.value()))
                .param(
                        "anyNameRemembered",
                        Timestamp.from(clock.instant().minus(ANY_NAME_REMEMBERED)))
                .param("knownSince", Timestamp.from(clock.instant().minus(KNOWN_FOR)))
                .query(Attempts::familiarity)
                .single();
    }

    /** Where many names are tried, success with one of them makes nothing familiar. */
    private static Familiarity familiarity(ResultSet row, int number) throws SQLException {
        if (row.getInt("own") > 0) {
            return Familiarity.OWN;
        }
        var trusted = Delays.ANY_NAME.after(row.getInt("failures")).isZero();
        return row.getInt("any") > 0 && trusted ? Familiarity.SHARED : Familiarity.STRANGE;
    }

    private static Count read(ResultSet row, int number) throws SQLException {
        return new Count(
                row.getString("address").isEmpty(),
                row.getBoolean("any_name"),
                row.getBoolean("known"),
                row.getBoolean("shared"),
                row.getInt("failures"),
                row.getTimestamp("last_at").toInstant());
    }

    @Scheduled(initialDelay = FORGET_EVERY_MS, fixedDelay = FORGET_EVERY_MS)
    void forgetOld() {
        int failures =
                database.sql("delete from failed_attempt where last_at < ?")
                        .param(Timestamp.from(clock.instant().minus(REMEMBERED)))
                        .update();
        int addresses =
                database.sql("delete from known_address where last_at < ?")
                        .param(Timestamp.from(clock.instant().minus(KNOWN_FOR)))
                        .update();
        log.atInfo()
                .addKeyValue("failures", failures)
                .addKeyValue("addresses", addresses)
                .log("forgot old attempts");
    }
}
