package io.parley.stack.doctor;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Short questions to the database of message-service. */
final class Jdbc implements AutoCloseable {

    private static final String SECONDS = "8";

    private final Connection connection;

    Jdbc(Installation.Database database) throws SQLException {
        var properties = new Properties();
        properties.put("user", database.user());
        properties.put("password", database.password());
        properties.put("loginTimeout", SECONDS);
        properties.put("connectTimeout", SECONDS);
        properties.put("socketTimeout", SECONDS);
        properties.put("readOnly", "true");
        properties.put("ApplicationName", "parley doctor");
        this.connection = DriverManager.getConnection(database.url(), properties);
    }

    Connection connection() {
        return connection;
    }

    /** One number; 0 where there is none. */
    long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** One text; empty where there is none. */
    String text(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var text = rows.next() ? rows.getString(1) : null;
            return text == null ? "" : text;
        }
    }

    /** The next offset to store of each partition. */
    Map<Integer, Long> progress() throws SQLException {
        var progress = new TreeMap<Integer, Long>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT partition, next_offset FROM chat_progress")) {
            while (rows.next()) {
                progress.put(rows.getInt(1), rows.getLong(2));
            }
        }
        return progress;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
