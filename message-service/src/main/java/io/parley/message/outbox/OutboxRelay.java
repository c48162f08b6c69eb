package io.parley.message.outbox;

import io.parley.message.infra.KafkaClients;
import io.parley.message.infra.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends the outbox to Kafka, in order, and deletes what Kafka has acknowledged: at least once. One
 * relay is active over all replicas. A repeat is harmless: records of the chat log have ids made
 * from what happened, snapshots have versions.
 */
@Component
class OutboxRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final DataSource source;
    private final KafkaClients kafka;
    private final RelayBell bell;
    private final OutboxMetrics metrics;
    private volatile @Nullable Thread thread;

    OutboxRelay(
            DataSource source,
            KafkaClients kafka,
            Topics topics,
            RelayBell bell,
            OutboxMetrics metrics) {
        topics.ensure();
        this.source = source;
        this.kafka = kafka;
        this.bell = bell;
        this.metrics = metrics;
    }

    @Override
    public void start() {
        var relay = Thread.ofPlatform().name("outbox-relay").unstarted(this::run);
        thread = relay;
        relay.start();
    }

    @Override
    public void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(STOP_TIMEOUT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try {
            while (isRunning()) {
                runUntilFailure();
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("outbox relay stops");
        }
    }

    private void runUntilFailure() throws InterruptedException {
        try (var producer = kafka.producer("message-outbox");
                var session = new OutboxSession(source)) {
            relay(session, producer);
        } catch (SQLException | RuntimeException | ExecutionException | TimeoutException e) {
            metrics.failed();
            LOG.atWarn()
                    .addKeyValue("outage", e.getClass().getSimpleName())
                    .log("outbox waits: PostgreSQL or Kafka does not answer");
            Thread.sleep(PAUSE_AFTER_FAILURE);
        }
    }

    private void relay(OutboxSession session, Producer<byte[], byte[]> producer)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        while (isRunning() && !session.tryLock()) {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        }
        while (isRunning()) {
            var rows = session.oldest();
            if (rows.isEmpty()) {
                bell.await(POLL);
            }
            for (var run : OutboxRow.runs(rows)) {
                send(producer, run);
                session.delete(run);
                metrics.sent(run.size());
            }
        }
    }

    private static void send(Producer<byte[], byte[]> producer, List<OutboxRow> run)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<Future<RecordMetadata>> acks =
                run.stream().map(row -> producer.send(row.toRecord())).toList();
        for (var ack : acks) {
            ack.get(ACK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
