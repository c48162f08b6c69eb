package io.parley.message.room;

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
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
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
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaClients kafka;
    private final RoleChanges changes;
    private volatile @Nullable Thread thread;

    AccountsFollower(KafkaClients kafka, Topics topics, RoleChanges changes) {
        topics.ensure();
        this.kafka = kafka;
        this.changes = changes;
    }

    @Override
    public void start() {
        var follower = Thread.ofPlatform().name("accounts").unstarted(this::run);
        thread = follower;
        follower.start();
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
        } catch (InterruptedException | InterruptException | WakeupException e) {
            LOG.atDebug().log("the log of accounts is not followed any more");
        }
    }

    private void runUntilFailure() throws InterruptedException {
        try (var consumer = kafka.consumer(NAME, NAME)) {
            consumer.subscribe(List.of(UserLog.TOPIC));
            while (isRunning()) {
                follow(consumer);
            }
        } catch (InterruptException | WakeupException stopped) {
            throw stopped;
        } catch (RuntimeException outage) {
            LOG.atWarn()
                    .addKeyValue("outage", outage.getClass().getSimpleName())
                    .log("accounts wait: PostgreSQL or Kafka does not answer");
            Thread.sleep(PAUSE_AFTER_FAILURE);
        }
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
