package io.parley.kafka.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The database session of the one active relay: it holds an advisory lock, so that rows are sent by
 * one process at a time. Session lost, lock lost: the next statement fails, and nobody sends twice
 * for long.
 */
final class OutboxSession implements AutoCloseable {

    /** Of this schema: services may share a database, and locks are the database's. */
    private static final String LOCK = "hashtextextended(current_schema() || '.outbox', 0)";

    private static final int BATCH = 500;

    private final Connection connection;

    OutboxSession(DataSource source) throws SQLException {
        this.connection = source.getConnection();
    }

    boolean tryLock() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    List<OutboxRow> oldest() throws SQLException {
        var found = new ArrayList<OutboxRow>();
        try (var statement =
                        connection.prepareStatement(
                                "SELECT id, topic, partition, key, value FROM outbox"
                                        + " ORDER BY id LIMIT "
                                        + BATCH);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(
                        new OutboxRow(
                                rows.getLong("id"),
                                rows.getString("topic"),
                                rows.getObject("partition", Integer.class),
                                rows.getString("key"),
                                rows.getBytes("value")));
            }
        }
        return found;
    }

    void delete(List<OutboxRow> sent) throws SQLException {
        var ids = sent.stream().map(OutboxRow::id).toArray(Long[]::new);
        try (var statement = connection.prepareStatement("DELETE FROM outbox WHERE id = ANY(?)")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids));
            statement.executeUpdate();
        }
    }

    /** Gives the lock back: the pool would keep the session, and the lock with it. */
    @Override
    public void close() throws SQLException {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
        }
    }
}
