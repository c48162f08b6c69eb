package io.parley.user.mail;

import jakarta.mail.MessagingException;
import java.time.Clock;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;

/** Hands letters to a mail server. */
final class SmtpMailer implements Mailer {

    private final JavaMailSender server;
    private final String from;
    private final Clock clock;

    SmtpMailer(JavaMailSender server, String from, Clock clock) {
        this.server = server;
        this.from = from;
        this.clock = clock;
    }

    @Override
    public void send(Letter letter) {
        try {
            server.send(Envelope.fill(server.createMimeMessage(), letter, from, clock.instant()));
        } catch (MailException | MessagingException failure) {
            throw new MailFailure("the mail server did not take a letter", failure);
        }
    }
}
