package io.parley.kafka.outbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in Kafka the last rows have gone that this process's relay has sent: for those who wait for
 * one of them.
 */
final class SentRows {

    /** Far more than what anybody can be waiting for at a time. */
    private static final int REMEMBERED = 10_000;

    // Guarded by this
    private final Map<Long, Position> positions =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Position> eldest) {
                    return size() > REMEMBERED;
                }
            };

    synchronized void sent(long row, Position position) {
        positions.put(row, position);
        notifyAll();
    }

    /** Null if the row has not been sent by this process when the time is over. */
    synchronized @Nullable Position await(long row, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        var position = positions.get(row);
        for (long left = atMost.toNanos();
                position == null && left > 0;
                left = end - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
            position = positions.get(row);
        }
        return position;
    }
}
