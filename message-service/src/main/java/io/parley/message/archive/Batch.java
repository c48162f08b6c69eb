package io.parley.message.archive;

import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.log.StoredEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a partition's records came to, to be stored in one transaction.
 *
 * @param expected the progress that the run begins at
 * @param next the progress after it
 * @param logTime the log time after it
 * @param stop why the partition must not go on behind this batch
 */
record Batch(
        int partition,
        long expected,
        long next,
        Instant logTime,
        List<StoredEvent> events,
        List<Repeat> repeats,
        List<Quarantined> quarantined,
        @Nullable StopReason stop) {

    /** A repeat within the window. */
    record Repeat(long offset, RoomId room, MessageId id, Instant at) {}

    /** A record that is kept as the bytes it is. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way through, never compared
    record Quarantined(
            long offset,
            Instant at,
            String reason,
            byte @Nullable [] key,
            byte @Nullable [] value) {}

    boolean isEmpty() {
        return next == expected;
    }
}
