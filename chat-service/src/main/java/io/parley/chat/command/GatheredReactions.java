package io.parley.chat.command;

import io.parley.chat.link.OwnThread;
import io.parley.model.MessageRef;
import io.parley.model.RoomId;
import io.parley.model.event.EventData.ReactionChanged;
import io.parley.model.log.LogRecord;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Makes one event of the reactions to a message that come within a second, for rooms where each
 * event may go to thousands. A room's first one goes at once. The event has the id and the actor of
 * the first of its reactions.
 */
@Component
class GatheredReactions implements DisposableBean {

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** So many messages of a room take reactions at a time. */
    private static final int MOST_MESSAGES = 5;

    private static final CommandResult TOO_MANY =
            new CommandResult.Refused(
                    Problem.of(
                                    ErrorCode.RATE_LIMITED,
                                    "People react to too many messages of this room at present.")
                            .withRetryAfterMs(EVERY.toMillis()));

    private final ChatLogWriter log;

    /** Those of rooms that had an event within the last second. Guarded by {@code this}. */
    private final Map<RoomId, Map<MessageRef, List<Waiting>>> rooms = new HashMap<>();

    private final OwnThread timer = new OwnThread("reactions");

    /** Guarded by {@code this}. */
    private boolean isStopped;

    GatheredReactions(ChatLogWriter log) {
        this.log = log;
    }

    private enum Place {
        NOW,
        LATER,
        NOWHERE
    }

    private record Appended(List<Waiting> reactions, CompletableFuture<CommandResult> event) {

        void tell() {
            var _ =
                    event.whenComplete(
                            (result, failure) ->
                                    reactions.forEach(one -> one.end(result, failure)));
        }
    }

    private record Waiting(
            LogRecord record, ReactionChanged data, CompletableFuture<CommandResult> result) {

        void end(@Nullable CommandResult came, @Nullable Throwable failure) {
            if (failure == null) {
                result.complete(came);
            } else {
                result.completeExceptionally(failure);
            }
        }
    }

    /** In the log within about a second. Reactions to a message keep their order. */
    CompletableFuture<CommandResult> append(LogRecord record, ReactionChanged data) {
        var waiting = new Waiting(record, data, new CompletableFuture<>());
        return switch (place(waiting)) {
            case NOW -> log.append(record);
            case LATER -> waiting.result();
            case NOWHERE -> TOO_MANY.done();
        };
    }

    private synchronized Place place(Waiting reaction) {
        var room = reaction.record().room();
        var messages = rooms.get(room);
        if (isStopped) {
            return Place.NOW;
        }
        if (messages == null) {
            begin(room);
            return Place.NOW;
        }
        var target = reaction.data().target();
        if (!messages.containsKey(target) && messages.size() == MOST_MESSAGES) {
            return Place.NOWHERE;
        }
        messages.computeIfAbsent(target, _ -> new ArrayList<>()).add(reaction);
        return Place.LATER;
    }

    private void begin(RoomId room) {
        rooms.put(room, new LinkedHashMap<>());
        timer.runAfter(EVERY, () -> flush(room));
    }

    /** Appends what waits in the room, so that what comes next comes after it. */
    void flush(RoomId room) {
        appendAll(room).forEach(Appended::tell);
    }

    /** Under the lock, so that no other flush ends between what it took and what it appended. */
    private synchronized List<Appended> appendAll(RoomId room) {
        var waiting =
                Objects.requireNonNullElse(rooms.remove(room), Map.<MessageRef, List<Waiting>>of());
        if (!waiting.isEmpty() && !isStopped) {
            begin(room);
        }
        return waiting.values().stream().map(this::append).toList();
    }

    private Appended append(List<Waiting> reactions) {
        var first = reactions.getFirst();
        var changes = reactions.stream().flatMap(one -> one.data().changes().stream()).toList();
        var event = new ReactionChanged(first.data().target(), changes);
        return new Appended(reactions, log.append(first.record().with(event)));
    }

    /** What waits is appended before the log is closed. */
    @Override
    public void destroy() {
        stop().forEach(this::flush);
        timer.close();
    }

    private synchronized List<RoomId> stop() {
        isStopped = true;
        return List.copyOf(rooms.keySet());
    }
}
