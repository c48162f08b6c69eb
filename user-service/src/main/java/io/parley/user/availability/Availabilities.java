package io.parley.user.availability;

import io.parley.model.UserId;
import io.parley.model.user.Availability;
import io.parley.model.user.DoNotDisturb;
import io.parley.model.user.PresenceMode;
import io.parley.model.user.UserStatus;
import io.parley.model.wire.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What people say of being there, as they said it last. Nothing is removed when it is over. */
@Component
public class Availabilities {

    /** Each change goes to everybody who sees the person. */
    static final int MOST_CHANGES = 30;

    static final Duration COUNTED_FOR = Duration.ofMinutes(1);

    private static final String COLUMNS =
            """
            status_text, status_emoji, status_until, dnd_until, dnd_schedule, presence,
            hides_last_seen""";

    private final JdbcClient database;
    private final Clock clock;

    Availabilities(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** How a change ended. */
    public sealed interface Outcome {
        /** It is so now, and was not before. */
        record Changed() implements Outcome {}

        /** It was so before. */
        record Same() implements Outcome {}

        /** The person changes it too often; after that time they may again. */
        record TooSoon(Duration retryAfter) implements Outcome {}
    }

    private record Counted(Availability said, int changes, Instant since) {}

    public Availability find(UserId id) {
        return database.sql("select " + COLUMNS + " from availability where account_id = ?")
                .param(id.value())
                .query(Availabilities::said)
                .optional()
                .orElse(Availability.NOTHING_SAID);
    }

    /** Part of the caller's transaction, until whose end other changes of the person wait. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome change(UserId id, UnaryOperator<Availability> edit) {
        var now = clock.instant();
        var before = count(id, now);
        if (before.changes() > MOST_CHANGES) {
            return new Outcome.TooSoon(Duration.between(now, before.since().plus(COUNTED_FOR)));
        }
        var after = edit.apply(before.said());
        if (after.equals(before.said())) {
            return new Outcome.Same();
        }
        put(id, after);
        return new Outcome.Changed();
    }

    private Counted count(UserId id, Instant now) {
        return database.sql(
                        """
                        insert into availability as a (account_id, counted_from, changes)
                        values (:id, :now, 1)
                        on conflict (account_id) do update set
                            counted_from = case when a.counted_from > :old then a.counted_from
                                           else excluded.counted_from end,
                            changes = case when a.counted_from > :old then a.changes + 1
                                      else 1 end
                        returning changes, counted_from,
                        """
                                + COLUMNS)
                .param("id", id.value())
                .param("now", Timestamp.from(now))
                .param("old", Timestamp.from(now.minus(COUNTED_FOR)))
                .query(
                        (row, number) ->
                                new Counted(
                                        said(row, number),
                                        row.getInt("changes"),
                                        row.getTimestamp("counted_from").toInstant()))
                .single();
    }

    private void put(UserId id, Availability said) {
        var status = Optional.ofNullable(said.status());
        var dnd = Optional.ofNullable(said.dnd());
        database.sql(
                        """
                        update availability set status_text = :text, status_emoji = :emoji,
                            status_until = :until, dnd_until = :dndUntil,
                            dnd_schedule = :schedule, presence = :presence,
                            hides_last_seen = :hides
                        where account_id = :id
                        """)
                .param("id", id.value())
                .param("text", status.map(UserStatus::text).orElse(null))
                .param("emoji", status.map(UserStatus::emoji).orElse(null))
                .param("until", status.map(UserStatus::until).map(Timestamp::from).orElse(null))
                .param("dndUntil", dnd.map(DoNotDisturb::until).map(Timestamp::from).orElse(null))
                .param(
                        "schedule",
                        dnd.map(DoNotDisturb::schedule)
                                .map(Json.MAPPER::writeValueAsString)
                                .orElse(null))
                .param(
                        "presence",
                        Optional.ofNullable(said.presence()).map(Enum::name).orElse(null))
                .param("hides", said.hidesLastSeen())
                .update();
    }

    private static Availability said(ResultSet row, int number) throws SQLException {
        var presence = row.getString("presence");
        return new Availability(
                status(row),
                dnd(row),
                presence == null ? null : PresenceMode.valueOf(presence),
                row.getBoolean("hides_last_seen"));
    }

    private static @Nullable UserStatus status(ResultSet row) throws SQLException {
        var text = row.getString("status_text");
        return text == null
                ? null
                : new UserStatus(text, row.getString("status_emoji"), time(row, "status_until"));
    }

    private static @Nullable DoNotDisturb dnd(ResultSet row) throws SQLException {
        var until = time(row, "dnd_until");
        var schedule = row.getString("dnd_schedule");
        if (until == null && schedule == null) {
            return null;
        }
        return new DoNotDisturb(
                until,
                schedule == null
                        ? null
                        : Json.MAPPER.readValue(schedule, DoNotDisturb.Schedule.class));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
