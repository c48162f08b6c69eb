package io.parley.user.factor;

import io.parley.model.UserId;
import io.parley.user.secret.Seal;
import io.parley.user.secret.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What authenticator apps and this service share, sealed at rest. */
@Component
class TotpSecrets {

    private final JdbcClient database;
    private final Seal seal;
    private final Clock clock;

    TotpSecrets(JdbcClient database, Seal seal, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.clock = clock;
    }

    /** Empty where one counts already; a new one takes the place of one that was not confirmed. */
    Optional<byte[]> make(UserId owner) {
        var secret = Secrets.random(Totp.SECRET_BYTES);
        int made =
                database.sql(
                                """
                                insert into second_factor as f (account_id, secret, sealed,
                                    created_at, last_step) values (?, ?, ?, ?, 0)
                                on conflict (account_id) do update
                                    set secret = excluded.secret, sealed = excluded.sealed,
                                        created_at = excluded.created_at
                                    where f.confirmed_at is null
                                """)
                        .params(
                                owner.value(),
                                seal.seals()
                                        ? seal.seal(Seal.Purpose.SECOND_FACTOR, secret)
                                        : secret,
                                seal.seals(),
                                Timestamp.from(clock.instant()))
                        .update();
        return made == 1 ? Optional.of(secret) : Optional.empty();
    }

    boolean isConfirmed(UserId owner) {
        return database.sql(
                        """
                        select exists (select from second_factor
                                       where account_id = ? and confirmed_at is not null)
                        """)
                .param(owner.value())
                .query(Boolean.class)
                .single();
    }

    /** True if the code is right and its step newer than that of any code used before. */
    boolean use(UserId owner, String code) {
        return spend(owner, code, true);
    }

    /** Makes the secret count, if the code is right. */
    boolean confirm(UserId owner, String code) {
        if (!spend(owner, code, false)) {
            return false;
        }
        return database.sql(
                                """
                                update second_factor set confirmed_at = ?
                                where account_id = ? and confirmed_at is null
                                """)
                        .params(Timestamp.from(clock.instant()), owner.value())
                        .update()
                == 1;
    }

    boolean remove(UserId owner) {
        return database.sql(
                                """
                                delete from second_factor
                                where account_id = ? and confirmed_at is not null
                                """)
                        .param(owner.value())
                        .update()
                == 1;
    }

    private boolean spend(UserId owner, String code, boolean confirmed) {
        var secret = find(owner, confirmed);
        if (secret.isEmpty()) {
            return false;
        }
        var step = Totp.stepOf(secret.get(), code, clock.instant());
        return step.isPresent()
                && database.sql(
                                        """
                                        update second_factor set last_step = ?
                                        where account_id = ? and last_step < ?
                                        """)
                                .params(step.getAsLong(), owner.value(), step.getAsLong())
                                .update()
                        == 1;
    }

    private Optional<byte[]> find(UserId owner, boolean confirmed) {
        return database.sql(
                        """
                        select secret, sealed from second_factor
                        where account_id = ? and (confirmed_at is not null) = ?
                        """)
                .params(owner.value(), confirmed)
                .query(this::clear)
                .optional();
    }

    private byte[] clear(ResultSet row, int number) throws SQLException {
        var stored = row.getBytes("secret");
        return row.getBoolean("sealed") ? seal.open(Seal.Purpose.SECOND_FACTOR, stored) : stored;
    }
}
