package io.parley.test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A PostgreSQL database with one schema, owned by an ordinary role, as a service has it. */
public record Database(String url, String user, String password) {

    /** A connection as the service makes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** The settings of a service that uses it. */
    public Map<String, String> settings() {
        return Map.of("PARLEY_DB_URL", url, "PARLEY_DB_USER", user, "PARLEY_DB_PASSWORD", password);
    }
}
