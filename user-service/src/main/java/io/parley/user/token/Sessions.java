package io.parley.user.token;

import com.fasterxml.uuid.NoArgGenerator;

import io.parley.model.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Logins: when they began, whether they still count, and how they end. */
@Component
public class Sessions {

    static final Duration LIFE = Duration.ofDays(30);

    /** Devices of one person; beyond it the session that was idle longest ends. */
    private static final int MOST = 100;

    private static final int LONGEST_AGENT = 200;

    private final JdbcClient database;
    private final NoArgGenerator ids;
    private final Clock clock;

    Sessions(JdbcClient database, NoArgGenerator ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** Why a session ended before its time. */
    public enum End {
        LOGOUT,
        ENDED_BY_OWNER,
        PASSWORD_CHANGED,
        PASSWORD_RESET,
        TOKEN_REUSED,
        TOO_MANY
    }

    /** A session as its owner sees it. */
    record View(
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

    boolean isLive(UUID session) {
        return database.sql(
                        """
                        select exists (select from user_session
                                       where id = ? and ended_at is null and expires_at > ?)
                        """)
                .params(session, now())
                .query(Boolean.class)
                .single();
    }

    List<View> live(UserId owner, UUID current) {
        return database.sql(
                        """
                        select id, created_at, last_used_at, expires_at, user_agent
                        from user_session
                        where account_id = ? and ended_at is null and expires_at > ?
                        order by last_used_at desc, id
                        """)
                .params(owner.value(), now())
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

    void end(UUID session, End why) {
        database.sql(
                        """
                        update user_session set ended_at = ?, end_reason = ?
                        where id = ? and ended_at is null
                        """)
                .params(now(), why.name(), session)
                .update();
    }

    /** False unless {@code owner} has such a live session. */
    boolean endOwn(UserId owner, UUID session) {
        return database.sql(
                                """
                                update user_session set ended_at = ?, end_reason = ?
                                where id = ? and account_id = ? and ended_at is null
                                    and expires_at > ?
                                """)
                        .params(now(), End.ENDED_BY_OWNER.name(), session, owner.value(), now())
                        .update()
                == 1;
    }

    void endOthers(UserId owner, UUID kept) {
        database.sql(
                        """
                        update user_session set ended_at = ?, end_reason = ?
                        where account_id = ? and id <> ? and ended_at is null
                        """)
                .params(now(), End.PASSWORD_CHANGED.name(), owner.value(), kept)
                .update();
    }

    /** Whoever knows an earlier password must not stay. */
    public void endAll(UserId owner, End why) {
        database.sql(
                        """
                        update user_session set ended_at = ?, end_reason = ?
                        where account_id = ? and ended_at is null
                        """)
                .params(now(), why.name(), owner.value())
                .update();
    }

    private void endBeyondMost(UserId owner) {
        database.sql(
                        """
                        update user_session set ended_at = ?, end_reason = ?
                        where id in (select id from user_session
                                     where account_id = ? and ended_at is null
                                     order by last_used_at desc, id desc offset ?)
                        """)
                .params(now(), End.TOO_MANY.name(), owner.value(), MOST)
                .update();
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
