package io.parley.stack.infrastructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * The part of a database that one service has for itself: a schema, and a role of the same name
 * that owns it, finds it without naming it, and may enter no other.
 *
 * @param database the database it is in
 * @param name of role and schema
 */
public record ServiceSchema(String database, String name, String password) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,40}");
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{8,128}");

    /** The pattern of passwords is what makes them safe to quote. */
    public ServiceSchema {
        if (!NAME.matcher(database).matches()
                || !NAME.matcher(name).matches()
                || !PASSWORD.matcher(password).matches()) {
            throw new IllegalArgumentException("not a plain name or password");
        }
    }

    /** Connects a superuser to a database of the server. */
    @FunctionalInterface
    public interface Superuser {
        Connection connect(String database) throws SQLException;
    }

    /** Makes database, role and schema where they are absent, and sets the role's password. */
    public void create(Superuser server) throws SQLException {
        try (var connection = server.connect("postgres")) {
            if (isAbsent(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
                run(connection, "CREATE DATABASE " + database);
                run(connection, "REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
            }
            if (isAbsent(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
                run(connection, "CREATE ROLE " + name + " LOGIN");
            }
            run(connection, "ALTER ROLE %s PASSWORD '%s'".formatted(name, password));
            run(connection, "ALTER ROLE %s SET search_path = %s".formatted(name, name));
            run(
                    connection,
                    "GRANT CONNECT, TEMPORARY ON DATABASE %s TO %s".formatted(database, name));
        }
        try (var connection = server.connect(database)) {
            run(
                    connection,
                    "CREATE SCHEMA IF NOT EXISTS %s AUTHORIZATION %s".formatted(name, name));
        }
    }

    private static boolean isAbsent(Connection connection, String query, String name)
            throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return !rows.next();
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
