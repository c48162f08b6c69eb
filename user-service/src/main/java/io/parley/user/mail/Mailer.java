package io.parley.user.mail;

/** Takes letters away. It may take seconds, and a letter may get lost on its way. */
public interface Mailer {

    /**
     * Hands the letter over.
     *
     * @throws MailFailure if nobody took it
     */
    void send(Letter letter);
}
