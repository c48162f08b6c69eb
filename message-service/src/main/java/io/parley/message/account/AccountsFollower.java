package io.parley.message.account;

import io.parley.kafka.Worker;
import io.parley.message.infra.KafkaClients;
import io.parley.message.infra.Topics;
import io.parley.model.user.UserLog;
import io.parley.model.user.UserSnapshot;
import io.parley.model.wire.Json;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Carries the log of accounts into the database, from its beginning on: one replica at a time, each
 * record at least once, its place committed after the database. A record is never given up while
 * the database is away.
 */
@Component
class AccountsFollower implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AccountsFollower.class);
    private static final String NAME = "message-accounts";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaClients kafka;
    private final RoleChanges changes;
    private final Worker worker =
            new Worker("accounts", STOP_TIMEOUT, this::run, AccountsFollower::failed);

    AccountsFollower(KafkaClients kafka, Topics topics, RoleChanges changes) {
        topics.ensure();
        this.kafka = kafka;
        this.changes = changes;
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

    private void run() {
        try (var consumer = kafka.consumer(NAME, NAME)) {
            consumer.subscribe(List.of(UserLog.TOPIC));
            while (isRunning()) {
                follow(consumer);
            }
        }
    }

    private static void failed(Throwable failure) {
        LOG.atWarn()
                .addKeyValue("outage", failure.getClass().getSimpleName())
                .log("accounts wait: PostgreSQL or Kafka does not answer");
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        try {
            var records = consumer.poll(POLL);
            records.forEach(this::apply);
            if (!records.isEmpty()) {
                consumer.commitSync();
            }
        } catch (NoOffsetForPartitionException | OffsetOutOfRangeException atTheStart) {
            consumer.seekToBeginning(consumer.assignment());
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.value() == null) {
            return;
        }
        UserSnapshot account;
        try {
            account = Json.MAPPER.readValue(entry.value(), UserSnapshot.class);
        } catch (JacksonException malformed) {
            LOG.atError()
                    .addKeyValue("offset", entry.offset())
                    .log("a record of the log of accounts cannot be read and is passed over");
            return;
        }
        changes.apply(account);
    }
}
