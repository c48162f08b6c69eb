package io.parley.user.ticket;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.session.TicketHolder;
import io.parley.user.access.Caller;
import io.parley.user.secret.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One-time tickets, for requests whose headers a browser does not let a page set. */
@Component
public class Tickets {

    /** How long a ticket can be redeemed. */
    public static final Duration LIFE = Duration.ofSeconds(30);

    /** Open tickets of one session; the oldest give way. */
    private static final int MOST = 20;

    private final JdbcClient database;
    private final Clock clock;

    Tickets(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Transactional
    public String issue(Caller caller) {
        var ticket = Secrets.newText();
        database.sql(
                        """
                        insert into ticket (hash, session_id, expires_at, authority_ends_at)
                        values (?, ?, ?, ?)
                        """)
                .params(
                        Secrets.hash(ticket),
                        caller.session(),
                        Timestamp.from(clock.instant().plus(LIFE)),
                        Timestamp.from(caller.until()))
                .update();
        database.sql(
                        """
                        delete from ticket where hash in (
                            select hash from ticket where session_id = ?
                            order by expires_at desc offset ?)
                        """)
                .params(caller.session(), MOST)
                .update();
        return ticket;
    }

    /** Whose it is; it is spent. Of two who ask at once, one is answered. */
    Optional<TicketHolder> redeem(String ticket) {
        var now = Timestamp.from(clock.instant());
        return database.sql(
                        """
                        with spent as (delete from ticket where hash = ?
                                       returning session_id, expires_at, authority_ends_at)
                        select a.id, a.display_name, a.username, a.role, s.id as session_id,
                            spent.authority_ends_at
                        from spent join user_session s on s.id = spent.session_id
                            join account a on a.id = s.account_id
                        where spent.expires_at > ? and spent.authority_ends_at > ?
                            and s.ended_at is null and s.expires_at > ?
                            and (a.banned_until is null or a.banned_until <= ?)
                        """)
                .params(Secrets.hash(ticket), now, now, now, now)
                .query(Tickets::holder)
                .optional();
    }

    private static TicketHolder holder(ResultSet row, int number) throws SQLException {
        return new TicketHolder(
                new UserId(row.getObject("id", UUID.class)),
                row.getString("display_name"),
                row.getString("username"),
                Role.valueOf(row.getString("role")),
                row.getString("session_id"),
                row.getTimestamp("authority_ends_at").toInstant());
    }
}
