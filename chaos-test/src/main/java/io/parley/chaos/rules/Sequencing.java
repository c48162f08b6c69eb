package io.parley.chaos.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.chaos.evidence.LogEntry;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sequence function once more, written from its definition and not from the services' code, so
 * that a mistake in theirs is not repeated here. One instance walks one partition.
 */
public final class Sequencing {

    private static final long WINDOW_MILLIS = 10 * 60 * 1_000L;

    private final int partition;
    private final Map<String, Long> lastSeqs = new HashMap<>();

    /** Ids with the log time of their last occurrence, the oldest first. */
    private final LinkedHashMap<String, Long> seen = new LinkedHashMap<>();

    private long logTime;

    public Sequencing(int partition) {
        this.partition = partition;
    }

    /** What a record is. */
    public sealed interface Verdict {

        /**
         * @param message absent for a placeholder
         */
        record Numbered(String room, long seq, String id, LogContent.@Nullable Message message)
                implements Verdict {}

        record Repeat() implements Verdict {}

        /** Of no room of the partition. */
        record Nowhere() implements Verdict {}

        /** Of a version that nobody knows: whoever walks stops. */
        record Stop() implements Verdict {}
    }

    public Verdict next(LogEntry entry) {
        var content = LogContent.read(entry.value());
        if (content instanceof LogContent.Newer) {
            return new Verdict.Stop();
        }
        logTime = Math.max(logTime, entry.at());
        forgetOld();
        var room = room(entry.key());
        if (room.isEmpty()) {
            return new Verdict.Nowhere();
        }
        if (content instanceof LogContent.Message message && message.room().equals(room.get())) {
            return number(room.get(), message.id(), message);
        }
        var placeholder = "%016x%016x".formatted(entry.partition(), entry.offset());
        return number(room.get(), placeholder, null);
    }

    private Verdict number(String room, String id, LogContent.@Nullable Message message) {
        // taken out first, so that the order of the map stays that of the last occurrences
        boolean isRepeat = seen.remove(id) != null;
        seen.put(id, logTime);
        return isRepeat
                ? new Verdict.Repeat()
                : new Verdict.Numbered(room, lastSeqs.merge(room, 1L, Long::sum), id, message);
    }

    private void forgetOld() {
        Iterator<Long> times = seen.values().iterator();
        while (times.hasNext() && logTime - times.next() > WINDOW_MILLIS) {
            times.remove();
        }
    }

    private Optional<String> room(byte @Nullable [] key) {
        if (key == null) {
            return Optional.empty();
        }
        var text = new String(key, US_ASCII);
        try {
            var uuid = UUID.fromString(text);
            return uuid.toString().equals(text) && partitionOf(uuid) == partition
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }

    /** The upper six bits of both halves, mixed one into the other. */
    private static int partitionOf(UUID room) {
        long low = splitMix(room.getLeastSignificantBits());
        return (int) (splitMix(room.getMostSignificantBits() ^ low) >>> (Long.SIZE - 6));
    }

    private static long splitMix(long z) {
        z ^= z >>> 30;
        z *= 0xbf58476d1ce4e5b9L;
        z ^= z >>> 27;
        z *= 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
