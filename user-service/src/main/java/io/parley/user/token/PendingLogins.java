package io.parley.user.token;

import io.parley.model.UserId;
import io.parley.user.secret.Secrets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Logins between the right password and the second factor. */
@Component
class PendingLogins {

    static final Duration LIFE = Duration.ofMinutes(5);

    private static final int TRIES = 5;

    /** Begun at the same time by one person; the oldest give way. */
    private static final int MOST = 10;

    private final JdbcClient database;
    private final Clock clock;

    PendingLogins(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Transactional
    String begin(UserId owner) {
        var token = Secrets.newText();
        database.sql(
                        """
                        insert into pending_login (hash, account_id, expires_at, tries_left)
                        values (?, ?, ?, ?)
                        """)
                .params(
                        Secrets.hash(token),
                        owner.value(),
                        Timestamp.from(clock.instant().plus(LIFE)),
                        TRIES)
                .update();
        database.sql(
                        """
                        delete from pending_login where hash in (
                            select hash from pending_login where account_id = ?
                            order by expires_at desc offset ?)
                        """)
                .params(owner.value(), MOST)
                .update();
        return token;
    }

    /** Whose it is; one of its few tries is used up. */
    Optional<UserId> useTry(String token) {
        return database.sql(
                        """
                        update pending_login set tries_left = tries_left - 1
                        where hash = ? and tries_left > 0 and expires_at > ?
                        returning account_id
                        """)
                .params(Secrets.hash(token), Timestamp.from(clock.instant()))
                .query(UUID.class)
                .optional()
                .map(UserId::new);
    }

    /** True for one of those who end it at the same time. */
    boolean end(String token) {
        return database.sql("delete from pending_login where hash = ?")
                        .param(Secrets.hash(token))
                        .update()
                == 1;
    }
}
