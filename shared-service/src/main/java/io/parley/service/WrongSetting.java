package io.parley.service;

import java.util.regex.Pattern;

/**
 * A service cannot start as it is set. The message names the setting and the remedy, and holds no
 * secret.
 */
public class WrongSetting extends IllegalArgumentException {

    /** What a remedy says of an address that may hold a login. */
    public static final String LOGIN_IN_ADDRESS =
            "in user and password each @ : / ? # % is percent-encoded, as %40 %3A %2F %3F %23 %25";

    public WrongSetting(String message) {
        super(message);
    }

    protected WrongSetting(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * The value, if it is there and has the form.
     *
     * @throws WrongSetting otherwise
     */
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
