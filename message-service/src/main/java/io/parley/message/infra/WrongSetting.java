package io.parley.message.infra;

import java.util.regex.Pattern;

/** A setting that the service cannot start with; the message says which one and what to do. */
public final class WrongSetting extends IllegalArgumentException {

    public WrongSetting(String message) {
        super(message);
    }

    /** The value, if it is there and has the form; otherwise one sentence with the remedy. */
    public static String require(String variable, String value, Pattern form, String remedy) {
        if (value.isBlank()) {
            throw new WrongSetting(variable + " is missing: " + remedy);
        }
        if (!form.matcher(value).matches()) {
            throw new WrongSetting(variable + " is wrong: " + remedy);
        }
        return value;
    }
}
