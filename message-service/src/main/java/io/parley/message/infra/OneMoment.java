package io.parley.message.infra;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Several reads that see the database as it was at one moment. */
@Component
public class OneMoment {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public OneMoment(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
    }

    /** Runs the reads in this thread. */
    public <T> T read(Supplier<T> reads) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            // Not by the driver: it sets the level of the whole session, which
                            // behind a pooler such as PgBouncer is another one than the
                            // transaction's
                            jdbc.sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").update();
                            return reads.get();
                        }));
    }
}
