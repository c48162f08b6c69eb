package io.parley.user.settings;

/** A setting the service cannot run with. The message names the variable and the remedy. */
public final class InvalidSetting extends RuntimeException {

    public InvalidSetting(String sentence) {
        super(sentence);
    }
}
