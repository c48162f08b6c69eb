package io.parley.user.availability;

import io.parley.model.UserId;
import jakarta.validation.constraints.NotNull;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The minute in which people were there last. */
@Component
class LastSeen {

    private final JdbcClient database;
    private final Clock clock;

    LastSeen(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A person was there at that time. */
    record Seen(@NotNull UserId userId, @NotNull Instant at) {}

    /**
     * Keeps the latest of each, whatever the order in which it is told. Of who is invisible nothing
     * is kept, and of accounts that do not exist; rows are locked in one order.
     */
    void keep(Collection<Seen> seen) {
        database.sql(
                        """
                        insert into last_seen as kept (account_id, at)
                        select s.id, date_trunc('minute', max(least(s.at, :now)))
                        from unnest(:ids::uuid[], cast(:times::text[] as timestamptz[])) as s (id, at)
                        join account on account.id = s.id
                        left join availability a on a.account_id = s.id
                        where a.presence is distinct from 'INVISIBLE'
                        group by s.id order by s.id
                        on conflict (account_id) do update set at = excluded.at
                            where kept.at < excluded.at
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("ids", seen.stream().map(each -> each.userId().value()).toArray(UUID[]::new))
                .param(
                        "times",
                        seen.stream().map(each -> each.at().toString()).toArray(String[]::new))
                .update();
    }

    /** Those of them who were ever there and do not hide it. */
    List<Seen> find(Collection<UserId> ids) {
        return database.sql(
                        """
                        select s.account_id, s.at from last_seen s
                        left join availability a on a.account_id = s.account_id
                        where s.account_id = any(?) and a.hides_last_seen is not true
                        """)
                .param(ids.stream().map(UserId::value).toArray(UUID[]::new))
                .query(
                        (row, number) ->
                                new Seen(
                                        new UserId(row.getObject("account_id", UUID.class)),
                                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
