package io.parley.kafka.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A transaction that sends some rows: it holds an advisory lock, so that rows are sent by one
 * process at a time. The lock is the transaction's and not the session's, which behind a connection
 * pooler may be somebody else's the next moment.
 */
final class OutboxTurn implements AutoCloseable {

    /** Of this schema: services may share a database, and locks are the database's. */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.outbox', 0))";

    /** So that a relay that is stopped does not wait for the turn of another one. */
    private static final String WAIT_FOR_A_SECOND = "SET LOCAL lock_timeout = '1s'";

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int BATCH = 500;

    private final Connection connection;

    OutboxTurn(DataSource source) throws SQLException {
        this.connection = source.getConnection();
        connection.setAutoCommit(false);
    }

    /** False where another process has had the turn for a second. */
    boolean begins() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(WAIT_FOR_A_SECOND);
            statement.execute(LOCK);
            return true;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
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

    /** Ends the turn: these rows are sent and gone. */
    void end(List<OutboxRow> sent) throws SQLException {
        var ids = sent.stream().map(OutboxRow::id).toArray(Long[]::new);
        try (var statement = connection.prepareStatement("DELETE FROM outbox WHERE id = ANY(?)")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids));
            statement.executeUpdate();
        }
        connection.commit();
    }

    /** Gives the connection back, and the turn with it. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
