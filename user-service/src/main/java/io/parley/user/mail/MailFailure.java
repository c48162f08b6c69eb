package io.parley.user.mail;

/** A letter could not be handed over. */
public final class MailFailure extends RuntimeException {

    MailFailure(String what, Throwable cause) {
        super(what, cause);
    }
}
