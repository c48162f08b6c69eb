package io.parley.message.infra;

import io.parley.service.DatabaseUrl;
import io.parley.service.WrongSetting;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How to reach PostgreSQL. Tables live in the first schema of the role's search path. */
@ConfigurationProperties("parley.db")
record DatabaseSettings(
        @DefaultValue("") String url,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("10") int poolSize) {

    private static final Pattern ANY = Pattern.compile("(?s).+");
    private static final int MAX_POOL = 200;

    DatabaseSettings {
        DatabaseUrl.require(url);
        WrongSetting.require("PARLEY_DB_USER", user, ANY, "set it to message-service's role");
        if (poolSize < 1 || poolSize > MAX_POOL) {
            throw new WrongSetting("PARLEY_DB_POOL_SIZE is wrong: set it to a number of 1 to 200");
        }
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + url + "]";
    }
}
