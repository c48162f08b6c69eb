package io.parley.user.token;

import java.sql.Timestamp;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes what has run out. Every replica does it; the second one finds nothing. */
@Component
class ForgetOldSessions {

    private static final Logger log = LoggerFactory.getLogger(ForgetOldSessions.class);
    private static final long EVERY_MS = 600_000;

    private final JdbcClient database;
    private final Clock clock;

    ForgetOldSessions(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(initialDelay = EVERY_MS, fixedDelay = EVERY_MS)
    void forget() {
        var now = Timestamp.from(clock.instant());
        int tickets = database.sql("delete from ticket where expires_at < ?").param(now).update();
        int logins =
                database.sql("delete from pending_login where expires_at < ?").param(now).update();
        int sessions =
                database.sql("delete from user_session where expires_at < ?").param(now).update();
        log.atInfo()
                .addKeyValue("tickets", tickets)
                .addKeyValue("pendingLogins", logins)
                .addKeyValue("sessions", sessions)
                .log("forgot what ran out");
    }
}
