package io.parley.message.archive;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.kafka.connection.KafkaSecurity;
import io.parley.kafka.trace.MessageTracer;
import io.parley.message.infra.KafkaClients;
import io.parley.message.infra.KafkaSettings;
import io.parley.message.infra.OneMoment;
import io.parley.message.infra.Topics;
import io.parley.model.RoomId;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.ChatLog;
import io.parley.test.Database;
import io.parley.test.Infrastructure;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** An archive over a database and a Kafka of the test's choice, with loops that start and stop. */
final class ArchiveHarness implements AutoCloseable {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    final ArchiveState state;
    final LogIdentity identity;
    final BatchWriter writer;
    final RoomEvents events;
    final JdbcClient jdbc;
    final Progress progress = new Progress();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final HikariDataSource source = new HikariDataSource();
    private final ArchiveMetrics metrics = new ArchiveMetrics(meters, MessageTracer.off());
    private final KafkaClients kafka;
    private final String bootstrapServers;

    ArchiveHarness(Database database, String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.kafka =
                new KafkaClients(
                        new KafkaSettings(bootstrapServers, (short) 1, KafkaSecurity.NONE));
        new Topics(kafka, new KafkaSettings(bootstrapServers, (short) 1, KafkaSecurity.NONE))
                .ensure();
        source.setJdbcUrl(database.url());
        source.setUsername(database.user());
        source.setPassword(database.password());
        source.setConnectionTimeout(1_000);
        Flyway.configure().dataSource(source).load().migrate();
        jdbc = JdbcClient.create(source);
        var transactions = new JdbcTransactionManager(source);
        state = new ArchiveState(jdbc, new OneMoment(jdbc, transactions));
        identity = new LogIdentity(kafka, jdbc, transactions);
        writer = new BatchWriter(source);
        events = new RoomEvents(jdbc);
    }

    static ArchiveHarness onSharedServers() {
        var name = "archive" + DATABASES.incrementAndGet();
        var servers = Infrastructure.shared();
        return new ArchiveHarness(servers.newDatabase(name), servers.kafkaBootstrapServers());
    }

    /** A loop in a group of its own, so that it holds all partitions. */
    Loop start() {
        return new Loop();
    }

    /** Waits until everything that is in the room's partition now is stored. */
    void awaitStored(RoomId room) {
        awaitStored(ChatLog.partitionOf(room));
    }

    void awaitStored(int partition) {
        var end = end(partition);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> state.nextOffset(partition) >= end);
    }

    long end(int partition) {
        var topicPartition = new TopicPartition(ChatLog.TOPIC, partition);
        try (var consumer = kafka.consumer("test-end", "test")) {
            return consumer.endOffsets(List.of(topicPartition)).getOrDefault(topicPartition, 0L);
        }
    }

    List<RoomEvent> stored(RoomId room) {
        return events.read(room, 1, Long.MAX_VALUE);
    }

    long count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    double stopped() {
        return meters.get("parley.archive.stopped").gauge().value();
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        source.close();
    }

    /** One running loop. */
    final class Loop implements AutoCloseable {

        private final AtomicBoolean isRunning = new AtomicBoolean(true);
        private final Thread thread;

        private Loop() {
            thread = Thread.ofPlatform().name("archive-test").start(this::run);
        }

        private void run() {
            try (var consumer = kafka.consumer("archive-test", UUID.randomUUID().toString())) {
                var held = new HeldPartitions(consumer, identity, state, progress, metrics);
                consumer.subscribe(List.of(ChatLog.TOPIC), held);
                var loop =
                        new ArchiveLoop(consumer, held, writer, progress, metrics, isRunning::get);
                while (isRunning.get()) {
                    loop.turn();
                }
            }
        }

        @Override
        public void close() {
            isRunning.set(false);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
