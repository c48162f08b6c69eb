package io.parley.message.archive;

import io.parley.kafka.topic.LogTopic;
import io.parley.message.infra.KafkaClients;
import io.parley.model.log.ChatLog;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether Kafka's log is the one that is stored. Offsets alone do not tell: a log that began anew
 * may already be longer than what was stored of the one before.
 *
 * <p>Another log is refused, until an operator sets {@code chat_log.may_change}. Then it goes on
 * where the lost one ended: rooms keep their numbers, and its offsets follow on the old ones.
 */
@Component
public class LogIdentity {

    private static final Logger LOG = LoggerFactory.getLogger(LogIdentity.class);

    /** What the lost log had of it would otherwise be told a second time. */
    private static final String FORGET_WHAT_IS_STORED =
            """
            DELETE FROM outbox USING room_event
            WHERE outbox.topic = ? AND room_event.room_id = outbox.key::uuid
                AND room_event.message_id
                    = (convert_from(outbox.value, 'UTF8')::json ->> 'id')::uuid
            """;

    /** The numbers behind what is stored are given again: nobody has read what gets them. */
    private static final List<String> TAKE_BACK_MARKS =
            List.of(
                    """
                    UPDATE read_mark SET seq = room_head.seq FROM room_head
                    WHERE room_head.room_id = read_mark.room_id AND read_mark.seq > room_head.seq
                    """,
                    """
                    UPDATE delivery_mark SET seq = room_head.seq FROM room_head
                    WHERE room_head.room_id = delivery_mark.room_id
                        AND delivery_mark.seq > room_head.seq
                    """,
                    """
                    UPDATE thread_follow SET read_seq = seq FROM room_head
                    WHERE room_head.room_id = thread_follow.room_id AND read_seq > seq
                    """);

    private final KafkaClients kafka;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private volatile boolean isOurs;

    LogIdentity(KafkaClients kafka, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.kafka = kafka;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** As of the last look: false where what is stored says nothing about the log that there is. */
    public boolean isOurs() {
        return isOurs;
    }

    /**
     * Looks.
     *
     * @throws org.springframework.dao.DataAccessException while the database is away
     * @throws KafkaException while Kafka is
     */
    boolean check() {
        var found = topicId();
        isOurs = Boolean.TRUE.equals(transaction.execute(status -> accepts(found)));
        return isOurs;
    }

    private boolean accepts(String found) {
        var known =
                jdbc.sql("SELECT topic_id, may_change FROM chat_log FOR UPDATE")
                        .query(
                                (row, number) ->
                                        new Known(
                                                row.getString("topic_id"),
                                                row.getBoolean("may_change")))
                        .single();
        if (Objects.equals(known.id, found) && !known.mayChange) {
            return true;
        }
        if (known.id != null && !known.id.equals(found) && !known.mayChange) {
            LOG.atError()
                    .addKeyValue("stored", known.id)
                    .addKeyValue("found", found)
                    .log("Kafka has another chat.log: see docs/runbook.md, Kafka is lost");
            return false;
        }
        if (known.mayChange && !found.equals(known.id)) {
            goOnWith(found);
        }
        jdbc.sql("UPDATE chat_log SET topic_id = ?, may_change = false").param(found).update();
        return true;
    }

    private void goOnWith(String found) {
        jdbc.sql("UPDATE chat_progress SET log_base = log_base + next_offset, next_offset = 0")
                .update();
        TAKE_BACK_MARKS.forEach(query -> jdbc.sql(query).update());
        int forgotten = jdbc.sql(FORGET_WHAT_IS_STORED).param(ChatLog.TOPIC).update();
        LOG.atWarn()
                .addKeyValue("log", found)
                .addKeyValue("forgotten", forgotten)
                .log("a new log goes on where the lost one ended");
    }

    private String topicId() {
        try (var admin = kafka.admin("message-log-identity")) {
            return LogTopic.describe(admin).topicId().toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka does not say which log it has", e);
        }
    }

    private record Known(@Nullable String id, boolean mayChange) {}
}
