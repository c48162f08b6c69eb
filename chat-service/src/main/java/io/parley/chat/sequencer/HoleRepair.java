package io.parley.chat.sequencer;

import io.parley.model.RoomId;
import io.parley.model.event.RoomEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The events that a stream lacks between its top and the event that waits: from memory, else from
 * message-service's rows, with memory for what is not stored yet.
 */
final class HoleRepair {

    /** Then the stream begins anew: who waits behind the hole must not wait for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final long startedAt = System.nanoTime();
    private final RoomId room;
    private final long top;
    private final long waiting;
    private final RecentEvents recent;
    private final SequencerMetrics metrics;
    private final Future<List<RoomEvent>> rows;

    private HoleRepair(
            RoomId room,
            long top,
            long waiting,
            RecentEvents recent,
            Future<List<RoomEvent>> rows,
            SequencerMetrics metrics) {
        this.room = room;
        this.top = top;
        this.waiting = waiting;
        this.recent = recent;
        this.rows = rows;
        this.metrics = metrics;
    }

    static HoleRepair of(
            RoomId room,
            long top,
            long waiting,
            RecentEvents recent,
            PartitionArchive archive,
            SequencerMetrics metrics) {
        Future<List<RoomEvent>> rows =
                recent.between(room, top, waiting).isPresent()
                        ? CompletableFuture.completedFuture(List.of())
                        : archive.roomEvents(room, top, waiting);
        return new HoleRepair(room, top, waiting, recent, rows, metrics);
    }

    RoomId room() {
        return room;
    }

    boolean isDone() {
        return rows.isDone() || System.nanoTime() - startedAt > PATIENCE.toNanos();
    }

    /** All that was missing, in order; nothing where part of it is nowhere. */
    List<NumberedEvent> found() {
        var found = new ArrayList<NumberedEvent>();
        stored().forEach(event -> found.add(NumberedEvent.of(0, event)));
        var last = top + found.size();
        var rest = recent.between(room, last, waiting);
        if (rest.isEmpty()) {
            return List.of();
        }
        metrics.refed(SequencerMetrics.Source.ROWS, found.size());
        metrics.refed(SequencerMetrics.Source.MEMORY, rest.get().size());
        found.addAll(rest.get());
        return found;
    }

    void cancel() {
        rows.cancel(true);
    }

    private List<RoomEvent> stored() {
        if (!rows.isDone()) {
            cancel();
            return List.of();
        }
        try {
            return rows.get();
        } catch (ExecutionException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
