package io.parley.user.recovery;

import io.parley.model.UserId;
import io.parley.user.secret.Secrets;
import io.parley.user.settings.PublicUrl;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Links to choose a new password: each works once, for a time, and only its hash is kept. */
@Component
public class ResetLinks {

    /** The token stands behind the hash sign, so that no server ever logs it. */
    private static final String PLACE = "/#/reset-password/";

    private static final long FORGET_EVERY_MS = 600_000;

    private final JdbcClient database;
    private final PublicUrl here;
    private final Clock clock;

    ResetLinks(JdbcClient database, PublicUrl here, Clock clock) {
        this.database = database;
        this.here = here;
        this.clock = clock;
    }

    /** Where a new password is chosen, until that time. */
    public record Link(String url, Instant expiresAt) {

        @Override
        public String toString() {
            return "Link[expiresAt=" + expiresAt + "]";
        }
    }

    /**
     * Makes a link.
     *
     * @param by the admin who hands it out; null for one that was asked for by mail
     */
    public Link issue(UserId owner, @Nullable UserId by, Duration life) {
        var token = Secrets.newText();
        var now = clock.instant();
        var end = now.plus(life);
        database.sql(
                        """
                        insert into password_reset (hash, account_id, issued_by, created_at,
                            expires_at) values (?, ?, ?, ?, ?)
                        """)
                .params(
                        Arrays.asList(
                                Secrets.hash(token),
                                owner.value(),
                                by == null ? null : by.value(),
                                Timestamp.from(now),
                                Timestamp.from(end)))
                .update();
        return new Link(here.link(PLACE + token), end);
    }

    /** How many links by mail an account was sent since then and has not used. */
    int sentSince(UserId owner, Instant start) {
        return database.sql(
                        """
                        select count(*) from password_reset
                        where account_id = ? and issued_by is null and created_at > ?
                        """)
                .params(owner.value(), Timestamp.from(start))
                .query(Integer.class)
                .single();
    }

    /** Whose password it may change. */
    Optional<UserId> owner(String token) {
        return database.sql(
                        "select account_id from password_reset where hash = ? and expires_at > ?")
                .params(Secrets.hash(token), Timestamp.from(clock.instant()))
                .query(UUID.class)
                .optional()
                .map(UserId::new);
    }

    /** Of two who come with one link, one gets true. All other links of the owner end with it. */
    boolean spend(String token, UserId owner) {
        int spent =
                database.sql("delete from password_reset where hash = ? and expires_at > ?")
                        .params(Secrets.hash(token), Timestamp.from(clock.instant()))
                        .update();
        if (spent == 1) {
            database.sql("delete from password_reset where account_id = ?")
                    .param(owner.value())
                    .update();
        }
        return spent == 1;
    }

    @Scheduled(initialDelay = FORGET_EVERY_MS, fixedDelay = FORGET_EVERY_MS)
    void forgetOld() {
        database.sql("delete from password_reset where expires_at < ?")
                .param(Timestamp.from(clock.instant()))
                .update();
    }
}
