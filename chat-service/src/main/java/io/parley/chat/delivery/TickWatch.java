package io.parley.chat.delivery;

import io.parley.chat.heads.Tick;
import io.parley.model.RoomId;
import io.parley.model.log.ChatLog;
import io.parley.model.log.RedisKeys;
import io.parley.redis.RedisChannels;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Whether live events of a room may be late: its partition's sequencers have not said for some
 * seconds that they keep up. It does not matter why: they are gone, behind, cut from Redis, or this
 * pod is.
 */
@Component
public class TickWatch {

    /** A tick comes every second from each of the groups. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private static final long KEEPS_UP_MS = 2_000;

    private final RedisChannels channels;

    /** Rooms that somebody here follows, for each partition. Guarded by this. */
    private final int[] rooms = new int[ChatLog.PARTITIONS];

    /** When a sequencer last kept up, {@link System#nanoTime}; 0 for partitions without rooms. */
    private final AtomicLongArray goodAt = new AtomicLongArray(ChatLog.PARTITIONS);

    private volatile Consumer<String> listener = _ -> {};

    TickWatch(RedisChannels channels, DeliveryMetrics metrics) {
        this.channels = channels;
        metrics.watchLatePartitions(this::latePartitions);
    }

    boolean isLate(RoomId room) {
        return isLate(ChatLog.partitionOf(room));
    }

    public boolean isAnyLate() {
        return latePartitions() > 0;
    }

    /** Who else is told of each tick, on the connection's own thread; one at most. */
    public void listen(Consumer<String> toAll) {
        listener = toAll;
    }

    /** From now on the ticks of the room's partition are heard. */
    public synchronized void opened(RoomId room) {
        var partition = ChatLog.partitionOf(room);
        if (rooms[partition]++ == 0) {
            goodAt.set(partition, System.nanoTime());
            var _ = channels.open(RedisKeys.ticks(partition), json -> onTick(partition, json));
        }
    }

    /** As often as {@link #opened}. */
    public synchronized void closed(RoomId room) {
        var partition = ChatLog.partitionOf(room);
        if (--rooms[partition] == 0) {
            goodAt.set(partition, 0);
            channels.close(RedisKeys.ticks(partition));
        }
    }

    private void onTick(int partition, String json) {
        try {
            var keepsUp = Tick.delayMs(json) <= KEEPS_UP_MS;
            if (keepsUp && goodAt.get(partition) != 0) {
                goodAt.set(partition, System.nanoTime());
            }
            listener.accept(json);
        } catch (JacksonException noTick) {
            // as good as none
        }
    }

    private boolean isLate(int partition) {
        var at = goodAt.get(partition);
        return at != 0 && System.nanoTime() - at > SILENCE.toNanos();
    }

    private int latePartitions() {
        var late = 0;
        for (var partition = 0; partition < ChatLog.PARTITIONS; partition++) {
            late += isLate(partition) ? 1 : 0;
        }
        return late;
    }
}
