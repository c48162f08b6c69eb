package io.parley.message.archive;

import io.parley.message.archive.Batch.Quarantined;
import io.parley.message.archive.Batch.Repeat;
import io.parley.model.event.EventType;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.PartitionSnapshot;
import io.parley.model.log.SequenceFunction;
import io.parley.model.log.SequenceFunction.Outcome;
import io.parley.model.log.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One partition on its way into the database: the sequence function just behind the last record
 * taken. Owned by the thread that polls.
 */
final class ArchivedPartition {

    static final String UNREADABLE = "unreadable";
    static final String UNADDRESSED = "unaddressed";

    private final int id;
    private final SequenceFunction function;
    private long next;

    ArchivedPartition(int id, PartitionSnapshot stored) {
        this.id = id;
        this.function = SequenceFunction.resume(id, stored.state());
        this.next = stored.nextOffset();
    }

    /** The first offset that has not been taken yet. */
    long next() {
        return next;
    }

    /** Takes records in offset order, up to one that it must not pass. */
    Batch take(List<ConsumerRecord<byte[], byte[]>> records) {
        var expected = next;
        var rows = new Rows();
        for (var log : records) {
            if (log.offset() < next) {
                continue;
            }
            var at = Instant.ofEpochMilli(log.timestamp());
            var outcome = function.next(log.offset(), at, log.key(), log.value());
            if (outcome instanceof Outcome.UnknownVersion) {
                return rows.batch(expected, StopReason.UNKNOWN_VERSION);
            }
            rows.add(log, outcome);
            next = log.offset() + 1;
        }
        return rows.batch(expected, null);
    }

    private final class Rows {

        private final List<StoredEvent> events = new ArrayList<>();
        private final List<Repeat> repeats = new ArrayList<>();
        private final List<Quarantined> quarantined = new ArrayList<>();

        void add(ConsumerRecord<byte[], byte[]> log, Outcome outcome) {
            switch (outcome) {
                case Outcome.Sequenced(RoomEvent event) -> {
                    events.add(new StoredEvent(log.offset(), event));
                    if (event.type() == EventType.MESSAGE_UNREADABLE) {
                        quarantine(log, event.at(), UNREADABLE);
                    }
                }
                case Outcome.Duplicate repeat ->
                        repeats.add(
                                new Repeat(log.offset(), repeat.room(), repeat.id(), repeat.at()));
                case Outcome.Unaddressed(Instant at) -> quarantine(log, at, UNADDRESSED);
                case Outcome.UnknownVersion stop ->
                        throw new IllegalStateException("the walk has stopped before " + stop);
            }
        }

        private void quarantine(ConsumerRecord<byte[], byte[]> log, Instant at, String reason) {
            quarantined.add(new Quarantined(log.offset(), at, reason, log.key(), log.value()));
        }

        Batch batch(long expected, @Nullable StopReason stop) {
            return new Batch(
                    id, expected, next, function.clock(), events, repeats, quarantined, stop);
        }
    }
}
