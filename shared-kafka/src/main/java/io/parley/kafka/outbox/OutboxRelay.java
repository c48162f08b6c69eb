package io.parley.kafka.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.kafka.Worker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends the outbox to Kafka, in order, and deletes what Kafka has acknowledged: at least once. One
 * relay at a time sends, over all replicas. Records must stand a repeat: those of the chat log have
 * ids made from what happened, snapshots have versions.
 */
public final class OutboxRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final DataSource source;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final RelayBell bell = new RelayBell();
    private final SentRows sent = new SentRows();
    private final OutboxMetrics metrics;
    private final Worker worker = new Worker("outbox-relay", STOP_TIMEOUT, this::run, this::failed);

    /**
     * @param producers makes a producer that is acknowledged by all in-sync replicas; asked again
     *     after each failure, its own included: a service whose topics may have to be made first
     *     makes them here
     */
    public OutboxRelay(
            DataSource source,
            Supplier<Producer<byte[], byte[]>> producers,
            MeterRegistry registry) {
        this.source = source;
        this.producers = producers;
        this.metrics = new OutboxMetrics(registry);
    }

    /** There is something to send. */
    void ring() {
        bell.ring();
    }

    /**
     * Waits until this process's relay has sent the row.
     *
     * @return where it stands; null when the time is over, which may also mean that the relay of
     *     another replica has sent it
     */
    public @Nullable Position awaitSent(AddedRow row, Duration atMost) throws InterruptedException {
        return sent.await(row.id(), atMost);
    }

    @Override
    public void start() {
        worker.start();
    }

    @Override
    public void stop() {
        worker.stop();
    }

    @Override
    public boolean isRunning() {
        return worker.isRunning();
    }

    private void run() throws Exception {
        try (var producer = producers.get()) {
            while (isRunning()) {
                if (relay(producer) == 0) {
                    bell.await(POLL);
                }
            }
        }
    }

    private void failed(Throwable failure) {
        metrics.failed();
        LOG.atWarn()
                .addKeyValue("outage", failure.getClass().getSimpleName())
                .log("outbox waits: PostgreSQL or Kafka does not answer");
    }

    /** Sends the oldest rows; answers how many there were. */
    private int relay(Producer<byte[], byte[]> producer)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        try (var turn = new OutboxTurn(source)) {
            var rows = turn.begins() ? turn.oldest() : List.<OutboxRow>of();
            if (!rows.isEmpty()) {
                for (var run : OutboxRow.runs(rows)) {
                    send(producer, run);
                }
                turn.end(rows);
                metrics.sent(rows.size());
            }
            return rows.size();
        }
    }

    private void send(Producer<byte[], byte[]> producer, List<OutboxRow> run)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<Future<RecordMetadata>> acks =
                run.stream().map(row -> producer.send(row.toRecord())).toList();
        for (int i = 0; i < acks.size(); i++) {
            var stored = acks.get(i).get(ACK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            sent.sent(
                    run.get(i).id(),
                    new Position(stored.topic(), stored.partition(), stored.offset()));
        }
    }
}
