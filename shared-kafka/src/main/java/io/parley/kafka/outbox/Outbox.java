package io.parley.kafka.outbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes down, inside the transaction of a change, what Kafka has to be told about it. Rows of one
 * key must be written under a lock of what they tell about: the relay sends them in the order of
 * their ids.
 *
 * <p>The table is {@code outbox (id bigint generated always as identity primary key, topic text not
 * null, partition integer, key text not null, value bytea not null)} in the connection's current
 * schema; each service makes its own.
 */
public final class Outbox {

    private static final ScopedValue<List<AddedRow>> COLLECTED = ScopedValue.newInstance();

    private final JdbcClient jdbc;
    private final OutboxRelay relay;

    public Outbox(JdbcClient jdbc, OutboxRelay relay) {
        this.jdbc = jdbc;
        this.relay = relay;
    }

    /** A piece of work that may fail. */
    @FunctionalInterface
    public interface Work<X extends Exception> {
        void run() throws X;
    }

    /**
     * Tells a record. Only inside a transaction.
     *
     * @param partition null where the key decides
     * @param key in ASCII
     */
    public void add(String topic, @Nullable Integer partition, String key, byte[] value) {
        long id =
                jdbc.sql(
                                """
                                INSERT INTO outbox (topic, partition, key, value)
                                VALUES (?, ?, ?, ?) RETURNING id
                                """)
                        .param(topic)
                        .param(partition)
                        .param(key)
                        .param(value)
                        .query(Long.class)
                        .single();
        if (COLLECTED.isBound()) {
            COLLECTED.get().add(new AddedRow(id, topic));
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        relay.ring();
                    }
                });
    }

    /**
     * Does the work, in the same thread, and says which rows it has put into the outbox. Those of a
     * transaction that was rolled back are among them: they count as sent.
     */
    public static <X extends Exception> List<AddedRow> collect(Work<X> work) throws X {
        var rows = Collections.synchronizedList(new ArrayList<AddedRow>());
        ScopedValue.where(COLLECTED, rows)
                .call(
                        () -> {
                            work.run();
                            return rows;
                        });
        return List.copyOf(rows);
    }

    /** Whether no relay has to send the row any more, be it this process's or another one's. */
    public boolean isGone(AddedRow row) {
        return jdbc.sql("SELECT NOT EXISTS (SELECT FROM outbox WHERE id = ?)")
                .param(row.id())
                .query(Boolean.class)
                .single();
    }
}
