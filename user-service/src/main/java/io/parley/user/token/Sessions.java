package io.parley.user.token;

import com.fasterxml.uuid.NoArgGenerator;
import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.user.account.AccountLog;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Logins: when they began, whether they still count, and how they end. An end other than by expiry
 * is told to the other services, which know access tokens of the session.
 */
@Component
public class Sessions {

    static final Duration LIFE = Duration.ofDays(30);

    /** Devices of one person; beyond it the session that was idle longest ends. */
    private static final int MOST = 100;

    private static final int LONGEST_AGENT = 200;

    /** A script that signs in again and again has more, and ends the others all at once. */
    private static final int MOST_SHOWN = 200;

    private final JdbcClient database;
    private final NoArgGenerator ids;
    private final Clock clock;
    private final AccountLog accountLog;

    Sessions(JdbcClient database, NoArgGenerator ids, Clock clock, AccountLog accountLog) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        this.accountLog = accountLog;
    }

    /** Why a session ended before its time. */
    public enum End {
        LOGOUT,
        ENDED_BY_OWNER,
        PASSWORD_CHANGED,
        PASSWORD_RESET,
        TOKEN_REUSED,
        TOO_MANY,
        SECOND_FACTOR_NEEDED,
        REVOKED_BY_ADMIN,
        BANNED
    }

    /** A session as its owner sees it. */
    public record View(
            UUID id,
            Instant createdAt,
            Instant lastUsedAt,
            Instant expiresAt,
            @Nullable String userAgent,
            boolean current) {}

    @Transactional
    RefreshToken start(UserId owner, Optional<String> userAgent) {
        var token = RefreshToken.first(ids.generate());
        var now = Timestamp.from(clock.instant());
        database.sql(
                        """
                        insert into user_session (id, account_id, family_hash, secret_hash,
                            created_at, last_used_at, expires_at, user_agent)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        token.session(),
                        owner.value(),
                        token.familyHash(),
                        token.secretHash(),
                        now,
                        now,
                        Timestamp.from(clock.instant().plus(LIFE)),
                        printable(userAgent.orElse("")))
                .update();
        endBeyondMost(owner);
        return token;
    }

    /** The role of the session's owner; empty unless it still counts. */
    Optional<Role> liveAs(UUID session) {
        return database.sql(
                        """
                        select a.role from user_session s join account a on a.id = s.account_id
                        where s.id = ? and s.ended_at is null and s.expires_at > ?
                            and (a.banned_until is null or a.banned_until <= ?)
                        """)
                .params(session, now(), now())
                .query((row, number) -> Role.valueOf(row.getString("role")))
                .optional();
    }

    /**
     * The sessions that count, the last used first.
     *
     * @param current the one of who asks
     */
    public List<View> live(UserId owner, UUID current) {
        return database.sql(
                        """
                        select id, created_at, last_used_at, expires_at, user_agent
                        from user_session
                        where account_id = ? and ended_at is null and expires_at > ?
                        order by last_used_at desc, id limit ?
                        """)
                .params(owner.value(), now(), MOST_SHOWN)
                .query(
                        (row, number) ->
                                new View(
                                        row.getObject("id", UUID.class),
                                        row.getTimestamp("created_at").toInstant(),
                                        row.getTimestamp("last_used_at").toInstant(),
                                        row.getTimestamp("expires_at").toInstant(),
                                        shown(row.getString("user_agent")),
                                        current.equals(row.getObject("id", UUID.class))))
                .list();
    }

    @Transactional
    void end(UUID session, End why) {
        database.sql(
                        """
                        update user_session set ended_at = ?, end_reason = ?
                        where id = ? and ended_at is null returning account_id
                        """)
                .params(now(), why.name(), session)
                .query(UUID.class)
                .optional()
                .ifPresent(owner -> accountLog.tell(new UserId(owner)));
    }

    /** False unless {@code owner} has such a live session. */
    @Transactional
    public boolean endOne(UserId owner, UUID session, End why) {
        int ended =
                database.sql(
                                """
                                update user_session set ended_at = ?, end_reason = ?
                                where id = ? and account_id = ? and ended_at is null
                                    and expires_at > ?
                                """)
                        .params(now(), why.name(), session, owner.value(), now())
                        .update();
        if (ended == 1) {
            accountLog.tell(owner);
        }
        return ended == 1;
    }

    /** Ends the sessions of {@code owner}, but for the one kept, and says how many those were. */
    @Transactional
    public int endAll(UserId owner, Optional<UUID> kept, End why) {
        // In one order, so that two who end them do not block one another
        int ended =
                database.sql(
                                """
                                with live as (select id from user_session
                                              where account_id = :owner and ended_at is null
                                                  and id is distinct from :kept::uuid
                                              order by id for update)
                                update user_session s set ended_at = :now, end_reason = :why
                                from live where s.id = live.id
                                """)
                        .param("owner", owner.value())
                        .param("kept", kept.orElse(null))
                        .param("now", now())
                        .param("why", why.name())
                        .update();
        if (ended > 0) {
            accountLog.tell(owner);
        }
        return ended;
    }

    private void endBeyondMost(UserId owner) {
        int ended =
                database.sql(
                                """
                                update user_session set ended_at = ?, end_reason = ?
                                where id in (select id from user_session
                                             where account_id = ? and ended_at is null
                                             order by last_used_at desc, id desc offset ?)
                                """)
                        .params(now(), End.TOO_MANY.name(), owner.value(), MOST)
                        .update();
        if (ended > 0) {
            accountLog.tell(owner);
        }
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static @Nullable String shown(String userAgent) {
        return userAgent.isEmpty() ? null : userAgent;
    }

    private static String printable(String userAgent) {
        var ascii = userAgent.replaceAll("[^ -~]", "?");
        return ascii.substring(0, Math.min(ascii.length(), LONGEST_AGENT));
    }
}
