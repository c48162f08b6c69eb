package io.parley.chat.sequencer;

import io.parley.chat.heads.MovedRooms;
import io.parley.chat.heads.RoomWindow;
import io.parley.model.RoomId;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.PartitionSnapshot;
import io.parley.model.log.SequenceFunction;
import io.parley.model.log.SequenceFunction.Outcome;
import io.parley.model.log.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One partition from its assignment to its end: where the walk stands, what waits for Redis, and
 * what Redis took last. Owned by its group's thread.
 *
 * <p>Numbers come from message-service's rows below the offset up to which it has stored, and from
 * the sequence function, resumed there, at and above it. The group's offset says only from where to
 * feed; Redis says only what it lacks.
 */
final class PartitionFeed {

    /** Where the partition stands on its way from assigned to walking. */
    sealed interface Phase {
        /** Asks message-service where it stands. */
        record Starting(Future<PartitionSnapshot> answer) implements Phase {}

        /** Feeds what is stored, from where the group was to where the walk will begin. */
        record Replaying(PartitionSnapshot snapshot, Future<List<StoredEvent>> page)
                implements Phase {}

        record Walking(SequenceFunction function) implements Phase {}

        /** For good, or until it is assigned anew. */
        record Stopped(String reason) implements Phase {}
    }

    /**
     * How far back a group without an offset begins. It must cover what was appended between the
     * first session of a fresh installation and the first assignment, some seconds later.
     */
    private static final long FRESH_GROUP_TAIL = 1_000;

    /** After so many answers that still have a hole, the streams in question begin anew. */
    private static final int MAX_REPAIRS = 3;

    private final int partition;
    private final PartitionArchive archive;
    private final SequencerMetrics metrics;
    private final long assignedAt = System.nanoTime();
    private final RecentEvents recent = new RecentEvents();
    private final RecentDeletions deletions = new RecentDeletions();
    private final RedisPulse pulse = new RedisPulse();
    private final FeedDelay delay = new FeedDelay();
    private final MovedRooms moved = new MovedRooms();
    private final ArrayDeque<NumberedEvent> pending = new ArrayDeque<>();
    private final Set<RoomId> replaceable = new HashSet<>();
    private final Backoff backoff = new Backoff(Duration.ofMillis(25), Duration.ofMillis(400));
    private final List<HoleRepair> repairs = new ArrayList<>();
    private int repairsInARow;
    private long retryAt = System.nanoTime();
    private long next;
    private Phase phase;

    PartitionFeed(int partition, PartitionArchive archive, SequencerMetrics metrics) {
        this.partition = partition;
        this.archive = archive;
        this.metrics = metrics;
        this.phase = new Phase.Starting(archive.snapshot(partition));
    }

    int partition() {
        return partition;
    }

    Phase phase() {
        return phase;
    }

    RedisPulse pulse() {
        return pulse;
    }

    /** How late its events are, since the last question. */
    Duration delay(Instant now, long lag) {
        var waiting =
                pending.stream()
                        .filter(event -> !event.isRepeat())
                        .findFirst()
                        .map(NumberedEvent::at)
                        .orElse(now);
        return delay.take(now, waiting, next, lag);
    }

    /** What has moved in its rooms since the last question. */
    List<RoomWindow> heads() {
        return moved.take();
    }

    Duration sinceAssigned() {
        return Duration.ofNanos(System.nanoTime() - assignedAt);
    }

    /** Whether it can take records: it walks, and nothing waits for Redis. */
    boolean wantsRecords() {
        return phase instanceof Phase.Walking && pending.isEmpty();
    }

    /** Whether it moves without records from the log. */
    boolean isBusy() {
        return !pending.isEmpty()
                || switch (phase) {
                    case Phase.Starting _, Phase.Replaying _ -> true;
                    case Phase.Walking _, Phase.Stopped _ -> false;
                };
    }

    /** True once message-service has said where it stands, so that the group's offset is needed. */
    boolean canStart() {
        return phase instanceof Phase.Starting(Future<PartitionSnapshot> answer) && answer.isDone();
    }

    /**
     * Leaves {@link Phase.Starting}.
     *
     * @param groupOffset where the group was
     * @return the offset from which the log is to be read, if the walk begins at once
     */
    OptionalLong start(OptionalLong groupOffset) {
        if (phase instanceof Phase.Starting(Future<PartitionSnapshot> answer)) {
            try {
                start(answer.get(), groupOffset);
            } catch (ExecutionException e) {
                stop("message-service's answer cannot be used: " + e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return walkStart();
    }

    /**
     * Takes the next page of stored events if it is here and nothing waits before it.
     *
     * @return the offset from which the log is to be read, once, when the walk begins
     */
    OptionalLong replay() {
        if (!(phase instanceof Phase.Replaying(PartitionSnapshot snapshot, var page))
                || !page.isDone()
                || !pending.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            take(snapshot, page.get());
        } catch (ExecutionException e) {
            stop("message-service's events cannot be used: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return walkStart();
    }

    /** Walks records of the log; a record that stops the walk leaves the rest untouched. */
    void walk(List<ConsumerRecord<byte[], byte[]>> records) {
        for (var entry : records) {
            if (!(phase instanceof Phase.Walking(SequenceFunction function))) {
                return;
            }
            if (entry.offset() >= next) {
                walk(function, entry);
            }
        }
    }

    /** Stops for good; the others go on. */
    void stop(String reason) {
        phase = new Phase.Stopped(reason);
        metrics.stopped(partition, next, reason);
    }

    /** What goes to Redis next; empty while it waits for something. */
    List<NumberedEvent> batch() {
        if (!repairs.isEmpty() || System.nanoTime() - retryAt < 0) {
            return List.of();
        }
        return pending.stream().limit(RoomStreams.BATCH).toList();
    }

    Set<RoomId> replaceable() {
        return Set.copyOf(replaceable);
    }

    /** Redis answered: what it took is done, and holes are to be filled first. */
    void appended(List<NumberedEvent> batch, RoomStreams.Appended appended) {
        backoff.reset();
        var holes = appended.holes();
        var waiting = new ArrayList<NumberedEvent>();
        for (var event : batch) {
            pending.removeFirst();
            if (holes.containsKey(event.room())) {
                waiting.add(event);
            } else {
                done(event, appended.isFirst(event));
            }
        }
        waiting.reversed().forEach(pending::addFirst);
        metrics.appended(batch.size() - waiting.size());
        if (holes.isEmpty()) {
            repairsInARow = 0;
        } else {
            repair(holes, waiting);
        }
    }

    /** Redis did not answer, or refused: the same again later. */
    void failed() {
        retryAt = System.nanoTime() + backoff.next().toNanos();
    }

    /** Redis may have lost what it took: it gets the newest again, ahead of what waits. */
    void feedRecentAgain() {
        pending.removeIf(NumberedEvent::isRepeat);
        var again = recent.all();
        again.reversed().stream()
                .map(event -> event.repeatedBefore(done()))
                .forEach(pending::addFirst);
        metrics.refed(SequencerMetrics.Source.RECONNECT, again.size());
    }

    /** Puts what filled the holes ahead of what waits, once all of it is here. */
    void finishRepairs() {
        if (repairs.isEmpty() || !repairs.stream().allMatch(HoleRepair::isDone)) {
            return;
        }
        for (var repair : repairs) {
            var found = repair.found();
            if (found.isEmpty()) {
                replace(repair.room());
            }
            found.reversed().stream()
                    .map(event -> event.repeatedBefore(done()))
                    .forEach(pending::addFirst);
        }
        repairs.clear();
    }

    /** The offset up to which everything is in Redis; empty before the start. */
    OptionalLong committable() {
        return phase instanceof Phase.Starting ? OptionalLong.empty() : OptionalLong.of(done());
    }

    /** Nobody waits for the answers any more. */
    void cancel() {
        switch (phase) {
            case Phase.Starting(var answer) -> answer.cancel(true);
            case Phase.Replaying(_, var page) -> page.cancel(true);
            case Phase.Walking _, Phase.Stopped _ -> {}
        }
        repairs.forEach(HoleRepair::cancel);
    }

    private long done() {
        var waiting = pending.peekFirst();
        return waiting == null ? next : waiting.offset();
    }

    private void start(PartitionSnapshot snapshot, OptionalLong groupOffset) {
        var stored = snapshot.nextOffset();
        next = Math.min(groupOffset.orElse(Math.max(0, stored - FRESH_GROUP_TAIL)), stored);
        replayFrom(snapshot);
    }

    private OptionalLong walkStart() {
        return phase instanceof Phase.Walking ? OptionalLong.of(next) : OptionalLong.empty();
    }

    private void replayFrom(PartitionSnapshot snapshot) {
        var stored = snapshot.nextOffset();
        phase =
                next < stored
                        ? new Phase.Replaying(snapshot, archive.page(partition, next, stored))
                        : new Phase.Walking(SequenceFunction.resume(partition, snapshot.state()));
    }

    private void take(PartitionSnapshot snapshot, List<StoredEvent> page) {
        page.forEach(
                stored ->
                        pending.add(
                                NumberedEvent.of(
                                        stored.offset(), deletions.shown(stored.event()))));
        // A short page may be a full one in bytes
        next = page.isEmpty() ? snapshot.nextOffset() : page.getLast().offset() + 1;
        replayFrom(snapshot);
    }

    private void walk(SequenceFunction function, ConsumerRecord<byte[], byte[]> entry) {
        var at = Instant.ofEpochMilli(entry.timestamp());
        switch (function.next(entry.offset(), at, entry.key(), entry.value())) {
            case Outcome.Sequenced(RoomEvent event) -> {
                pending.add(NumberedEvent.of(entry.offset(), deletions.shown(event)));
                next = entry.offset() + 1;
            }
            case Outcome.Duplicate _, Outcome.Unaddressed _ -> next = entry.offset() + 1;
            case Outcome.UnknownVersion(int version) ->
                    stop("record version " + version + " is unknown here: deploy a newer release");
        }
    }

    private void done(NumberedEvent event, boolean isFirst) {
        replaceable.remove(event.room());
        moved.add(event.room(), event.seq(), event.at(), event.head());
        if (!event.isRepeat()) {
            recent.add(event);
            if (isFirst && phase instanceof Phase.Walking) {
                delay.done(metrics.delayed(event));
            }
        }
    }

    private void repair(Map<RoomId, Long> holes, List<NumberedEvent> waiting) {
        repairsInARow++;
        var seen = new HashSet<RoomId>();
        for (var event : waiting) {
            if (seen.add(event.room())) {
                repair(event, holes.getOrDefault(event.room(), 0L));
            }
        }
    }

    private void repair(NumberedEvent waiting, long top) {
        if (repairsInARow > MAX_REPAIRS || waiting.seq() - top > RoomStreams.LENGTH) {
            replace(waiting.room());
        } else {
            repairs.add(
                    HoleRepair.of(waiting.room(), top, waiting.seq(), recent, archive, metrics));
        }
    }

    private void replace(RoomId room) {
        replaceable.add(room);
        metrics.refed(SequencerMetrics.Source.NOWHERE, 1);
    }
}
