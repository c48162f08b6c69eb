package io.parley.user.token;

import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.user.account.People;
import io.parley.user.account.Rights;
import io.parley.user.factor.SecondFactors;
import io.parley.user.secret.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Exchanges a refresh token for its successor.
 *
 * <p>The rule: the current token is replaced. The one before it gets the same successor again until
 * that one was used: tabs that refresh at once, or a client that lost the answer, all end with one
 * token, however long the client was away. Any other token of the family has been used twice, so
 * two hold it: the session ends for both.
 *
 * <p>A thief who follows one step behind would look like a client that loses each answer. So the
 * session also ends when that is so in {@link #MOST_LATE} rotations in a row.
 */
@Component
class RotateToken {

    /** Tabs ask side by side within this; who asks again later has lost the answer. */
    private static final Duration SIDE_BY_SIDE = Duration.ofSeconds(10);

    private static final int MOST_LATE = 5;

    private final JdbcClient database;
    private final Sessions sessions;
    private final People people;
    private final Rights rights;
    private final SecondFactors factors;
    private final Clock clock;

    RotateToken(
            JdbcClient database,
            Sessions sessions,
            People people,
            Rights rights,
            SecondFactors factors,
            Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.people = people;
        this.rights = rights;
        this.factors = factors;
        this.clock = clock;
    }

    sealed interface Result {
        record Rotated(RefreshToken next, Person person) implements Result {}

        /** Never issued, or so long ago that its session is forgotten. */
        record Unknown() implements Result {}

        /** Its session has ended. */
        record Ended() implements Result {}

        /** Its owner is banned. */
        record Banned(Instant until) implements Result {}

        /** Used twice; this call ended its session. */
        record Reused() implements Result {}
    }

    /**
     * What the database says about a token.
     *
     * @param issued it was issued at some time
     * @param live its session still counts
     * @param current it is the last one issued
     * @param again its successor, where it may have that a second time
     * @param late it asks later than tabs do side by side
     * @param lateRotations how many rotations in a row had such a late call before
     */
    private record Standing(
            UserId owner,
            boolean issued,
            boolean live,
            boolean current,
            @Nullable RefreshToken again,
            boolean late,
            int lateRotations) {}

    @Transactional
    Result rotate(RefreshToken token) {
        var standing = locked(token).filter(Standing::issued);
        if (standing.isEmpty()) {
            return new Result.Unknown();
        }
        var ban = rights.of(standing.get().owner()).flatMap(Rights.Standing::bannedUntil);
        if (ban.isPresent()) {
            return new Result.Banned(ban.get());
        }
        if (!standing.get().live()) {
            return new Result.Ended();
        }
        return people.find(standing.get().owner())
                .map(person -> rotate(token, standing.get(), person))
                .orElseGet(Result.Ended::new);
    }

    private Result rotate(RefreshToken token, Standing standing, Person person) {
        if (factors.isMissing(person)) {
            sessions.end(token.session(), Sessions.End.SECOND_FACTOR_NEEDED);
            return new Result.Ended();
        }
        return next(token, standing)
                .<Result>map(next -> new Result.Rotated(next, person))
                .orElseGet(
                        () -> {
                            sessions.end(token.session(), Sessions.End.TOKEN_REUSED);
                            return new Result.Reused();
                        });
    }

    /** The session of a token, if it was ever issued. */
    @Transactional
    Optional<UUID> sessionOf(RefreshToken token) {
        return locked(token).filter(Standing::issued).map(standing -> token.session());
    }

    private Optional<RefreshToken> next(RefreshToken token, Standing standing) {
        return standing.current()
                ? Optional.of(replace(token))
                : Optional.ofNullable(standing.again()).filter(next -> mayRepeat(token, standing));
    }

    private boolean mayRepeat(RefreshToken token, Standing standing) {
        if (!standing.late()) {
            return true;
        }
        if (standing.lateRotations() >= MOST_LATE) {
            return false;
        }
        database.sql(
                        """
                        update user_session set late_at = ?, late_rotations = late_rotations
                            + case when late_at > rotated_at then 0 else 1 end
                        where id = ?
                        """)
                .params(Timestamp.from(clock.instant()), token.session())
                .update();
        return true;
    }

    private RefreshToken replace(RefreshToken token) {
        var salt = Secrets.random(Secrets.BYTES);
        var next = token.successor(salt);
        var now = Timestamp.from(clock.instant());
        database.sql(
                        """
                        update user_session set previous_hash = secret_hash, secret_hash = ?,
                            successor_salt = ?, rotated_at = ?, last_used_at = ?,
                            late_rotations =
                                case when late_at > rotated_at then late_rotations else 0 end
                        where id = ?
                        """)
                .params(next.secretHash(), salt, now, now, token.session())
                .update();
        return next;
    }

    /** Parallel calls for one session take turns here. */
    private Optional<Standing> locked(RefreshToken token) {
        var now = clock.instant();
        return database.sql(
                        """
                        select account_id, successor_salt, family_hash = :family as issued,
                            ended_at is null and expires_at > :now as live,
                            secret_hash = :secret as current,
                            coalesce(previous_hash = :secret, false) as repeatable,
                            coalesce(rotated_at <= :sideBySide, false) as late,
                            case when late_at > rotated_at then late_rotations - 1
                                else late_rotations end as late_rotations
                        from user_session where id = :id for update
                        """)
                .param("id", token.session())
                .param("family", token.familyHash())
                .param("secret", token.secretHash())
                .param("now", Timestamp.from(now))
                .param("sideBySide", Timestamp.from(now.minus(SIDE_BY_SIDE)))
                .query((row, number) -> standing(row, token))
                .optional();
    }

    private static Standing standing(ResultSet row, RefreshToken token) throws SQLException {
        return new Standing(
                new UserId(row.getObject("account_id", UUID.class)),
                row.getBoolean("issued"),
                row.getBoolean("live"),
                row.getBoolean("current"),
                row.getBoolean("repeatable")
                        ? token.successor(row.getBytes("successor_salt"))
                        : null,
                row.getBoolean("late"),
                row.getInt("late_rotations"));
    }
}
