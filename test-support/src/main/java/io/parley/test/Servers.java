package io.parley.test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Where real servers come from. Each starts empty when it is first asked for, and serves when the
 * call returns; all end with {@link #close}.
 */
interface Servers extends AutoCloseable {

    Postgres postgres();

    /** {@code redis://host:port}. */
    String redisUrl();

    /** {@code host:port}. */
    String kafkaBootstrapServers();

    @Override
    void close();

    /** A PostgreSQL server, as its superuser sees it. */
    record Postgres(String host, int port, String user, String password) {

        Connection connect(String database) throws SQLException {
            return DriverManager.getConnection(jdbcUrl(database), user, password);
        }

        String jdbcUrl(String database) {
            return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
        }
    }
}
