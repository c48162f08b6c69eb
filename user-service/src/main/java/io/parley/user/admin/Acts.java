package io.parley.user.admin;

import io.parley.model.Role;
import io.parley.model.UserId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One act of an admin on a person, as one transaction in which neither can change meanwhile: of two
 * admins who demote one another, one succeeds.
 */
@Component
class Acts {

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Acts(JdbcClient database, TransactionTemplate transaction, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * @param act is given the person's role
     */
    Outcome on(UserId actor, UserId subject, Function<Role, Outcome> act) {
        return transaction.execute(
                tx -> {
                    lockSessions(subject);
                    var roles = lockAccounts(actor, subject);
                    if (roles.get(actor) != Role.ADMIN) {
                        return new Outcome.NotAnAdmin();
                    }
                    var role = roles.get(subject);
                    return role == null ? new Outcome.NoSuchPerson() : act.apply(role);
                });
    }

    /** Before the accounts, as everywhere: who refreshes holds a session and asks for its owner. */
    private void lockSessions(UserId owner) {
        database.sql(
                        """
                        select id from user_session where account_id = ? and ended_at is null
                        order by id for update
                        """)
                .param(owner.value())
                .query(UUID.class)
                .list();
    }

    /** Those of the two who exist and are not banned, or are the subject. */
    private Map<UserId, Role> lockAccounts(UserId actor, UserId subject) {
        return database
                .sql(
                        """
                        select id, role from account
                        where id = :subject
                            or (id = :actor and (banned_until is null or banned_until <= :now))
                        order by id for update
                        """)
                .param("actor", actor.value())
                .param("subject", subject.value())
                .param("now", Timestamp.from(clock.instant()))
                .query(
                        (row, number) ->
                                Map.entry(
                                        new UserId(row.getObject("id", UUID.class)),
                                        Role.valueOf(row.getString("role"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
