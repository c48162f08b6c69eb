package io.parley.test;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Work whose connection PostgreSQL ends in the middle, as in a failover. */
public final class BrokenOff {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private BrokenOff() {}

    /**
     * What the work answers when its transaction is ended while it waits for the table. Its
     * rollback fails, too.
     */
    public static <T> T answer(DataSource database, String table, Supplier<T> work)
            throws SQLException {
        try (var holder = database.getConnection();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
            try {
                var answer = CompletableFuture.supplyAsync(work);
                endWhatWaits(statement, answer);
                return answer.join();
            } finally {
                holder.rollback();
            }
        }
    }

    /** Others may wait for the table as well. */
    private static void endWhatWaits(Statement statement, Future<?> until) throws SQLException {
        var end = System.nanoTime() + PATIENCE_NANOS;
        while (!until.isDone()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the work does not wait for the table");
            }
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE usename = current_user AND wait_event_type = 'Lock'");
        }
    }
}
