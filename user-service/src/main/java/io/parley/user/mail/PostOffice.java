package io.parley.user.mail;

import java.util.Optional;

/** Where letters are handed in, if this installation has mail. */
public final class PostOffice {

    private final Optional<Mailer> mailer;

    PostOffice(Optional<Mailer> mailer) {
        this.mailer = mailer;
    }

    public boolean isOpen() {
        return mailer.isPresent();
    }

    /**
     * Hands the letter over; without mail it is dropped.
     *
     * @throws MailFailure if nobody took it
     */
    public void send(Letter letter) {
        mailer.ifPresent(open -> open.send(letter));
    }
}
