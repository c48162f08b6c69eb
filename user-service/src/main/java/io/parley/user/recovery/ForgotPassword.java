package io.parley.user.recovery;

import io.parley.user.account.Credentials;
import io.parley.user.mail.Letter;
import io.parley.user.mail.MailFailure;
import io.parley.user.mail.PostOffice;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Sends a link to who forgot a password. The work is done after the answer, so that neither the
 * answer nor its time tells whether there is such an account or whether it can get mail.
 */
@Component
class ForgotPassword {

    private static final Logger log = LoggerFactory.getLogger(ForgotPassword.class);

    static final Duration LINK_LIFE = Duration.ofMinutes(30);

    private static final int MOST_LINKS = 3;
    private static final Duration IN = Duration.ofMinutes(30);
    private static final int SENDERS = 4;
    private static final int MOST_WAITING = 200;

    private final Credentials credentials;
    private final ResetLinks links;
    private final PostOffice post;
    private final Clock clock;
    private final ThreadPoolExecutor senders =
            new ThreadPoolExecutor(
                    SENDERS,
                    SENDERS,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MOST_WAITING),
                    Thread.ofVirtual().name("mail-", 0).factory());

    ForgotPassword(Credentials credentials, ResetLinks links, PostOffice post, Clock clock) {
        this.credentials = credentials;
        this.links = links;
        this.post = post;
        this.clock = clock;
    }

    /** False if so many are waiting for mail that this one cannot. */
    boolean ask(String username) {
        try {
            senders.execute(() -> send(username));
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    private void send(String username) {
        try {
            credentials.recoverable(username).ifPresent(this::send);
        } catch (MailFailure | DataAccessException | TransactionException failure) {
            log.atWarn()
                    .addKeyValue("cause", failure.getClass().getSimpleName())
                    .log("a link for a new password was not sent");
        }
    }

    private void send(Credentials.Recoverable account) {
        var owner = account.person().id();
        if (account.email().isEmpty()
                || links.sentSince(owner, clock.instant().minus(IN)) >= MOST_LINKS) {
            return;
        }
        var link = links.issue(owner, null, LINK_LIFE);
        post.send(letter(account.email().get(), account.person().username(), link));
        log.atInfo().addKeyValue("userId", owner).log("sent a link for a new password");
    }

    private static Letter letter(String to, String username, ResetLinks.Link link) {
        return new Letter(
                to,
                "Choose a new password for Parley",
                """
                Somebody, most likely you, asked for a new password for the account %s.

                Open this link within %d minutes to choose one; it works once:

                %s

                If it was not you, do nothing: the password stays as it is.
                """
                        .formatted(username, LINK_LIFE.toMinutes(), link.url()));
    }

    @PreDestroy
    void stop() {
        senders.shutdown();
    }
}
