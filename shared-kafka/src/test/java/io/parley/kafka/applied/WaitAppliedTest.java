package io.parley.kafka.applied;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.kafka.outbox.AddedRow;
import io.parley.kafka.outbox.Outbox;
import io.parley.kafka.outbox.OutboxRelay;
import io.parley.test.Infrastructure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbox on a real PostgreSQL and Kafka, and who waits for what it tells. */
@Tag("servers")
class WaitAppliedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final HikariDataSource source = newPool();

    private final String topic = "told-" + UUID.randomUUID();
    private final OutboxRelay relay = relay();
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final Outbox outbox = new Outbox(jdbc, relay);
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(source));

    @BeforeAll
    static void makeTable() {
        JdbcClient.create(source)
                .sql(
                        """
                        create table outbox (
                            id bigint generated always as identity primary key,
                            topic text not null,
                            partition integer,
                            key text not null,
                            value bytea not null)
                        """)
                .update();
    }

    private static HikariDataSource newPool() {
        var database = Infrastructure.shared().newDatabase("outbox_test");
        var pool = new HikariDataSource();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        return pool;
    }

    @BeforeEach
    void makeTopic() throws Exception {
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
    }

    @AfterEach
    void stopRelay() {
        relay.stop();
    }

    @AfterAll
    static void closePool() {
        source.close();
    }

    @Test
    void tellsRecordsInTheOrderOfTheirRowsAndForgetsThem() {
        relay.start();

        transaction.executeWithoutResult(
                tx -> IntStream.range(0, 50).forEach(i -> tell("one key", "value " + i)));

        assertThat(records(50))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "value " + i).toList());
        await().atMost(PATIENCE).until(() -> rows() == 0);
    }

    @Test
    void tellsNothingOfATransactionThatIsRolledBack() {
        relay.start();
        transaction.executeWithoutResult(
                tx -> {
                    tell("key", "never");
                    tx.setRollbackOnly();
                });

        transaction.executeWithoutResult(tx -> tell("key", "after"));

        assertThat(records(1)).containsExactly("after");
    }

    @Test
    void asksEveryFollowerForThePlaceOfWhatWasTold() throws IOException {
        relay.start();
        try (var one = new FollowerStandIn(true);
                var other = new FollowerStandIn(true)) {
            var rows = told("first", "second");

            var applied = waiting(one.authority(), other.authority()).await(rows);

            assertThat(applied).isEqualTo(new Applied(true, null));
            assertThat(one.questions())
                    .containsExactly("topic=" + topic + "&partition=1&offset=1")
                    .isEqualTo(other.questions());
        }
    }

    @Test
    void namesWhoIsBehindAndForgetsWhoDoesNotExist() throws IOException {
        relay.start();
        String gone;
        try (var stopped = new FollowerStandIn(false)) {
            gone = stopped.authority();
        }
        try (var behind = new FollowerStandIn(false);
                var ahead = new FollowerStandIn(true)) {

            var applied = waiting(behind.authority(), ahead.authority(), gone).await(told("x"));

            assertThat(applied).isEqualTo(new Applied(false, List.of(behind.authority())));
        }
    }

    @Test
    void waitsForTheEndOfTheTopicWhereAnotherReplicaSends() throws IOException {
        var elsewhere = relay();
        elsewhere.start();
        try (var follower = new FollowerStandIn(true)) {
            // It holds the lock before this replica's relay asks for it
            transaction.executeWithoutResult(
                    tx -> outbox.add(topic, 0, "key", "theirs".getBytes(UTF_8)));
            await().atMost(PATIENCE).until(() -> rows() == 0);
            relay.start();

            var applied = waiting(follower.authority()).await(told("ours"));

            assertThat(applied.applied()).isTrue();
            assertThat(follower.questions()).contains("topic=" + topic + "&partition=1&offset=0");
        } finally {
            elsewhere.stop();
        }
    }

    @Test
    void saysThatKafkaHasItNotYetWhileNothingIsSent() throws IOException {
        try (var follower = new FollowerStandIn(true)) {
            var applied = waiting(follower.authority()).await(told("x"));

            assertThat(applied).isEqualTo(new Applied(false, List.of("kafka")));
            assertThat(follower.questions()).isEmpty();
        }
        jdbc.sql("delete from outbox").update();
    }

    @Test
    void waitsForNothingWhereNothingWasTold() {
        assertThat(waiting("127.0.0.1:9").await(List.of())).isEqualTo(new Applied(true, null));
    }

    /** Rows for partition 1. */
    private List<AddedRow> told(String... values) {
        return Outbox.<RuntimeException>collect(
                () ->
                        transaction.executeWithoutResult(
                                tx -> {
                                    for (var value : values) {
                                        outbox.add(topic, 1, value, value.getBytes(UTF_8));
                                    }
                                }));
    }

    private void tell(String key, String value) {
        outbox.add(topic, null, key, value.getBytes(UTF_8));
    }

    private WaitApplied waiting(String... followers) {
        var addresses = "http://" + String.join(",http://", followers);
        return new WaitApplied(
                outbox,
                relay,
                WaitAppliedTest::admin,
                new Followers(addresses, () -> "a service"),
                Set.of(topic));
    }

    private long rows() {
        return jdbc.sql("select count(*) from outbox").query(Long.class).single();
    }

    private List<String> records(int count) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", Infrastructure.shared().kafkaBootstrapServers());
        var partitions = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
        var values = new ArrayList<String>();
        try (var consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(PATIENCE)
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(200))
                                        .forEach(
                                                each ->
                                                        values.add(
                                                                new String(each.value(), UTF_8)));
                                return values.size() >= count;
                            });
        }
        return values;
    }

    private static OutboxRelay relay() {
        return new OutboxRelay(source, WaitAppliedTest::producer, new SimpleMeterRegistry());
    }

    private static Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", Infrastructure.shared().kafkaBootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static Admin admin() {
        return Admin.create(
                Map.of("bootstrap.servers", Infrastructure.shared().kafkaBootstrapServers()));
    }
}
