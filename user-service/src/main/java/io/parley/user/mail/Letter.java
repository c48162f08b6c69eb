package io.parley.user.mail;

/**
 * A letter in plain text.
 *
 * @param to a checked address
 */
public record Letter(String to, String subject, String text) {

    /** Its text holds secrets. */
    @Override
    public String toString() {
        return "Letter[subject=" + subject + "]";
    }
}
