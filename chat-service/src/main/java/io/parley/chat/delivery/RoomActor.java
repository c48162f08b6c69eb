package io.parley.chat.delivery;

import io.parley.chat.edge.EdgeSession.Offer;
import io.parley.chat.edge.RoomFrame;
import io.parley.model.RoomId;
import io.parley.model.wire.ErrorCode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One room with local members: delivers event {@code last + 1}, drops what it knows, and asks for
 * what is missing. Members are grouped by their subscription id, so that an event is encoded once
 * for each of the few ids that clients use. Owned by the shard's thread.
 */
final class RoomActor {

    private static final int RING = 256;

    private final RoomId room;
    private final DeliveryMetrics metrics;
    private final BiConsumer<Subscription, Long> catchUp;
    private final CompletableFuture<RoomActor> started = new CompletableFuture<>();
    private final Map<String, Set<Subscription>> groups = new HashMap<>();

    /** Whoever has come and not left, also while it is still on its way to the newest event. */
    private final Set<Subscription> interested = new HashSet<>();

    /**
     * The newest events, a contiguous run that ends at {@code last}. It begins anew where a message
     * is deleted: who resumes from before gets from history what is left.
     */
    private final ArrayDeque<RoomFrame> ring = new ArrayDeque<>();

    /** What came before the actor knew where it stands. */
    private final List<RoomFrame> early = new ArrayList<>();

    /** The newest event that deleted a message; 0 where none is known. */
    private long deletion;

    private long last;
    private long wanted;
    private boolean isFilling;
    private long touchedAtNanos = System.nanoTime();

    /**
     * @param catchUp called for a member whose session has no room for an event, with the seq of
     *     the last one that it got; the member has left then
     */
    RoomActor(RoomId room, DeliveryMetrics metrics, BiConsumer<Subscription, Long> catchUp) {
        this.room = room;
        this.metrics = metrics;
        this.catchUp = catchUp;
    }

    RoomId room() {
        return room;
    }

    /** Completed when the actor knows the room's head. */
    CompletableFuture<RoomActor> started() {
        return started;
    }

    boolean isStarted() {
        return started.isDone();
    }

    long last() {
        return last;
    }

    /** No view counts that does not know of this event, as it may still hold deleted words. */
    long deletion() {
        return deletion;
    }

    void start(RoomTail tail) {
        last = tail.head();
        wanted = last;
        tail.events().forEach(this::remember);
        started.complete(this);
        early.forEach(this::onEvent);
        early.clear();
    }

    /** Takes an event from the live channel. */
    void onEvent(RoomFrame event) {
        if (!isStarted()) {
            if (early.size() < RING) {
                early.add(event);
            }
        } else if (event.seq() == last + 1) {
            deliver(event);
        } else {
            heardOf(event.seq());
        }
    }

    /** Learns that the room has got as far as {@code seq}. */
    void heardOf(long seq) {
        wanted = Math.max(wanted, seq);
    }

    /** True once for each hole: the caller then fetches what is missing. */
    boolean startsToFill() {
        if (isFilling || !isStarted() || last >= wanted) {
            return false;
        }
        isFilling = true;
        return true;
    }

    /** Takes events that were fetched; true when nothing is missing any more. */
    boolean fill(List<RoomFrame> events) {
        for (var event : events) {
            if (event.seq() == last + 1) {
                deliver(event);
            }
        }
        isFilling = last < wanted;
        return !isFilling;
    }

    /** Takes events from elsewhere than the channel. */
    void take(RoomTail page) {
        heardOf(page.head());
        for (var event : page.events()) {
            if (event.seq() == last + 1) {
                deliver(event);
            }
        }
    }

    /** What the ring holds after {@code seq}; empty where it does not reach back so far. */
    Optional<List<RoomFrame>> since(long seq) {
        var reachesBack = isStarted() && seq >= last - ring.size() && seq <= last;
        return reachesBack
                ? Optional.of(ring.stream().filter(event -> event.seq() > seq).toList())
                : Optional.empty();
    }

    /**
     * Replays the newest events and joins, as one step; answers what the session has no room for,
     * in which case the member has not joined.
     */
    List<RoomFrame> join(Subscription member, List<RoomFrame> newest) {
        for (var i = 0; i < newest.size(); i++) {
            if (member.session().tryOffer(member.encode(newest.get(i), true)) == Offer.FULL) {
                return newest.subList(i, newest.size());
            }
        }
        groups.computeIfAbsent(member.id(), _ -> new LinkedHashSet<>()).add(member);
        return List.of();
    }

    /** Somebody wants to join, after what it has missed. */
    void enter(Subscription member) {
        touch();
        interested.add(member);
    }

    void leave(Subscription member) {
        interested.remove(member);
        pause(member);
    }

    /** It gets nothing until it joins again. */
    private void pause(Subscription member) {
        touch();
        groups.computeIfPresent(
                member.id(),
                (_, members) -> {
                    members.remove(member);
                    return members.isEmpty() ? null : members;
                });
    }

    /** Ends the subscriptions of whoever may not read the room any more. */
    void retain(Predicate<Subscription> mayRead) {
        interested.stream()
                .filter(mayRead.negate())
                .toList()
                .forEach(member -> end(member, ErrorCode.SUBSCRIPTION_ENDED));
    }

    void end(Subscription member, ErrorCode code) {
        leave(member);
        member.revoke(code);
    }

    void touch() {
        touchedAtNanos = System.nanoTime();
    }

    boolean isIdleFor(long nanos) {
        return interested.isEmpty() && System.nanoTime() - touchedAtNanos > nanos;
    }

    private void deliver(RoomFrame event) {
        last = event.seq();
        wanted = Math.max(wanted, last);
        remember(event);
        var from = Instant.now();
        var late = groups.values().stream().flatMap(group -> fanOut(event, group)).toList();
        metrics.traced(event, from, groups.values().stream().mapToLong(Set::size).sum());
        for (var member : late) {
            pause(member);
            metrics.fellBehind();
            catchUp.accept(member, event.seq() - 1);
        }
    }

    private void remember(RoomFrame event) {
        if (event.isDeletion()) {
            deletion = event.seq();
            ring.clear();
        }
        ring.addLast(event);
        if (ring.size() > RING) {
            ring.removeFirst();
        }
    }

    /** Answers who had no room for it. */
    private Stream<Subscription> fanOut(RoomFrame event, Set<Subscription> members) {
        var frame = members.iterator().next().encode(event, false);
        metrics.delivered(members.size());
        return members.stream().filter(member -> member.session().tryOffer(frame) == Offer.FULL);
    }
}
