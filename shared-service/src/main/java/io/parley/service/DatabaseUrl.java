package io.parley.service;

import java.util.regex.Pattern;

/** The form of {@code PARLEY_DB_URL}. */
public final class DatabaseUrl {

    private static final Pattern FORM = Pattern.compile("jdbc:postgresql:(?!//[^/]*@)\\S+");

    private DatabaseUrl() {}

    /**
     * The address, if it is one and holds no login.
     *
     * @throws WrongSetting otherwise
     */
    public static String require(String url) {
        if (!FORM.matcher(url).matches()) {
            throw new WrongSetting(
                    "PARLEY_DB_URL must be a JDBC address such as"
                            + " jdbc:postgresql://host:5432/parley; user and password go into"
                            + " PARLEY_DB_USER and PARLEY_DB_PASSWORD, as they are.");
        }
        return url;
    }
}
