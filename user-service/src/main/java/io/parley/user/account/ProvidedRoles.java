package io.parley.user.account;

import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.user.audit.AuditAction;
import io.parley.user.audit.AuditLog;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Follows what an identity provider says about its people at each sign-in: whoever is no admin
 * there any more is none here. The last admin stays one, lest nobody could let another one in.
 */
@Component
class ProvidedRoles {

    private static final Logger log = LoggerFactory.getLogger(ProvidedRoles.class);

    private final JdbcClient database;
    private final AccountLog accountLog;
    private final AuditLog audit;
    private final Clock clock;

    ProvidedRoles(JdbcClient database, AccountLog accountLog, AuditLog audit, Clock clock) {
        this.database = database;
        this.accountLog = accountLog;
        this.audit = audit;
        this.clock = clock;
    }

    /** The person as they are from now on; part of the caller's transaction. */
    Person make(Person person, Role role) {
        if (person.role() == role) {
            return person;
        }
        if (role != Role.ADMIN && isLastAdmin(person.id())) {
            log.atWarn()
                    .addKeyValue("userId", person.id())
                    .log("the provider's answer would leave no admin: the last one stays");
            return person;
        }
        database.sql("update account set role = ?, version = version + 1 where id = ?")
                .params(role.name(), person.id().value())
                .update();
        audit.add(
                new AuditLog.Act(
                        null,
                        AuditAction.ROLE_CHANGED,
                        person.id(),
                        "as the identity provider says",
                        Map.of("from", person.role().name(), "to", role.name())));
        accountLog.tell(person.id());
        return new Person(person.id(), person.username(), person.displayName(), role);
    }

    /** Locks all admins: of the last two, two sign-ins at once cannot demote both. */
    private boolean isLastAdmin(UserId id) {
        var admins =
                database.sql(
                                """
                                select id from account
                                where role = 'ADMIN'
                                    and (banned_until is null or banned_until <= ?)
                                order by id for update
                                """)
                        .param(Timestamp.from(clock.instant()))
                        .query(UUID.class)
                        .list();
        return admins.stream().allMatch(id.value()::equals);
    }
}
