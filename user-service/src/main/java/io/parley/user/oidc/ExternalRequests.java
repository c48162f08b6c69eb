package io.parley.user.oidc;

import io.parley.model.UserId;
import io.parley.user.secret.Secrets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * People on their way to the identity provider, and back from it. All of it belongs to the browser
 * that began, so that nobody can sign another one in as themselves.
 */
@Component
class ExternalRequests {

    static final Duration REQUEST_LIFE = Duration.ofMinutes(10);

    private static final Duration CODE_LIFE = Duration.ofSeconds(30);
    private static final long FORGET_EVERY_MS = 600_000;

    private final JdbcClient database;
    private final Clock clock;

    ExternalRequests(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What is to come back, and what only this service and the browser know.
     *
     * @param nonce its hash is in the ID token
     * @param verifier of PKCE
     */
    record Request(String state, String nonce, String verifier) {

        @Override
        public String toString() {
            return "Request[]";
        }
    }

    Request begin(String browser) {
        var request = new Request(Secrets.newText(), Secrets.newText(), Secrets.newText());
        database.sql(
                        """
                        insert into external_request (state_hash, browser_hash, nonce, verifier,
                            expires_at) values (?, ?, ?, ?, ?)
                        """)
                .params(
                        Secrets.hash(request.state()),
                        Secrets.hash(browser),
                        request.nonce(),
                        request.verifier(),
                        Timestamp.from(clock.instant().plus(REQUEST_LIFE)))
                .update();
        return request;
    }

    /** Once, and for the browser that began. */
    Optional<Request> end(String state, String browser) {
        return database.sql(
                        """
                        delete from external_request
                        where state_hash = ? and browser_hash = ? and expires_at > ?
                        returning nonce, verifier
                        """)
                .params(Secrets.hash(state), Secrets.hash(browser), now())
                .query(
                        (row, number) ->
                                new Request(
                                        state, row.getString("nonce"), row.getString("verifier")))
                .optional();
    }

    String newCode(UserId owner, String browser) {
        var code = Secrets.newText();
        database.sql(
                        """
                        insert into sign_in_code (hash, browser_hash, account_id, expires_at)
                        values (?, ?, ?, ?)
                        """)
                .params(
                        Secrets.hash(code),
                        Secrets.hash(browser),
                        owner.value(),
                        Timestamp.from(clock.instant().plus(CODE_LIFE)))
                .update();
        return code;
    }

    /** Once, and for the browser that began. */
    Optional<UserId> spendCode(String code, String browser) {
        return database.sql(
                        """
                        delete from sign_in_code
                        where hash = ? and browser_hash = ? and expires_at > ?
                        returning account_id
                        """)
                .params(Secrets.hash(code), Secrets.hash(browser), now())
                .query(UUID.class)
                .optional()
                .map(UserId::new);
    }

    @Scheduled(initialDelay = FORGET_EVERY_MS, fixedDelay = FORGET_EVERY_MS)
    void forgetOld() {
        database.sql("delete from external_request where expires_at < ?").param(now()).update();
        database.sql("delete from sign_in_code where expires_at < ?").param(now()).update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
