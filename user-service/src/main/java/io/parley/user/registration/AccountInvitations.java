package io.parley.user.registration;

import com.fasterxml.uuid.NoArgGenerator;
import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.user.audit.AuditAction;
import io.parley.user.audit.AuditLog;
import io.parley.user.secret.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Codes by which people may register. Only a hash of a code is kept. */
@Component
class AccountInvitations {

    private static final long FORGET_EVERY_MS = 600_000;
    private static final int MOST_SHOWN = 200;

    private final JdbcClient database;
    private final AuditLog audit;
    private final NoArgGenerator ids;
    private final Clock clock;

    AccountInvitations(JdbcClient database, AuditLog audit, NoArgGenerator ids, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * An invitation as admins see it.
     *
     * @param code only where it was made just now
     */
    record View(
            UUID id,
            @Nullable String code,
            Role role,
            Instant createdAt,
            Instant expiresAt,
            int usesLeft) {}

    @Transactional
    View create(UserId by, Role role, Instant expiresAt, int uses) {
        var code = Secrets.newText();
        var made = new View(ids.generate(), code, role, clock.instant(), expiresAt, uses);
        database.sql(
                        """
                        insert into account_invitation (id, code_hash, role, created_by,
                            created_at, expires_at, uses_left)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        made.id(),
                        Secrets.hash(code),
                        role.name(),
                        by.value(),
                        Timestamp.from(made.createdAt()),
                        Timestamp.from(expiresAt),
                        uses)
                .update();
        audit.add(
                act(
                        by,
                        AuditAction.INVITATION_CREATED,
                        Map.of(
                                "invitationId", made.id().toString(),
                                "role", role.name(),
                                "expiresAt", expiresAt.toString(),
                                "uses", uses)));
        return made;
    }

    /** Those that still work, newest first. */
    List<View> open() {
        return database.sql(
                        """
                        select id, role, created_at, expires_at, uses_left from account_invitation
                        where uses_left > 0 and expires_at > ?
                        order by created_at desc, id desc limit ?
                        """)
                .params(now(), MOST_SHOWN)
                .query(AccountInvitations::view)
                .list();
    }

    /** False if there is none that still works. */
    @Transactional
    boolean revoke(UserId by, UUID id) {
        int revoked =
                database.sql(
                                """
                                delete from account_invitation
                                where id = ? and uses_left > 0 and expires_at > ?
                                """)
                        .params(id, now())
                        .update();
        if (revoked == 1) {
            audit.add(
                    act(by, AuditAction.INVITATION_REVOKED, Map.of("invitationId", id.toString())));
        }
        return revoked == 1;
    }

    private static AuditLog.Act act(UserId by, AuditAction what, Map<String, Object> details) {
        return new AuditLog.Act(by, what, null, null, details);
    }

    boolean works(String code) {
        return database.sql(
                        """
                        select exists (select from account_invitation
                                       where code_hash = ? and uses_left > 0 and expires_at > ?)
                        """)
                .params(Secrets.hash(code), now())
                .query(Boolean.class)
                .single();
    }

    /** The role it gives; one use of it is spent with the transaction. */
    Optional<Role> spend(String code) {
        return database.sql(
                        """
                        update account_invitation set uses_left = uses_left - 1
                        where code_hash = ? and uses_left > 0 and expires_at > ?
                        returning role
                        """)
                .params(Secrets.hash(code), now())
                .query((row, number) -> Role.valueOf(row.getString("role")))
                .optional();
    }

    @Scheduled(initialDelay = FORGET_EVERY_MS, fixedDelay = FORGET_EVERY_MS)
    void forgetOld() {
        database.sql("delete from account_invitation where expires_at < ? or uses_left = 0")
                .param(now())
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static View view(ResultSet row, int number) throws SQLException {
        return new View(
                row.getObject("id", UUID.class),
                null,
                Role.valueOf(row.getString("role")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getInt("uses_left"));
    }
}
