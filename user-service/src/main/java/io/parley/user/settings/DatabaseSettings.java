package io.parley.user.settings;

import io.parley.service.DatabaseUrl;
import io.parley.service.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Where the accounts are kept. Tables go to the connection's current schema. */
@ConfigurationProperties("parley.db")
record DatabaseSettings(String url, String user, String password) {

    DatabaseSettings {
        DatabaseUrl.require(url);
        if (user.isBlank()) {
            throw new WrongSetting("PARLEY_DB_USER must be set to the PostgreSQL role to use.");
        }
    }

    @Override
    public String toString() {
        return "DatabaseSettings[url=" + url + ", user=" + user + "]";
    }
}
