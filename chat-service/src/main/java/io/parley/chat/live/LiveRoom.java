package io.parley.chat.live;

import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.wire.Json;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who types in a room, who has just read it, and whose devices have it. Owned by the thread of all
 * live rooms.
 */
final class LiveRoom {

    /** So long somebody types after they have said so. */
    static final Duration TTL = Duration.ofSeconds(6);

    private static final long EVERY = Duration.ofSeconds(1).toNanos();
    private static final int MOST_NAMED = 5;
    private static final int MOST_READERS = 200;

    private final RoomId id;
    private final CompletableFuture<Void> opened;
    private final Set<LiveMember> members = new HashSet<>();

    /** Who has typed for longest comes first. */
    private final Map<UserId, Typist> typists = new LinkedHashMap<>();

    private final Map<UserId, Long> reads = new LinkedHashMap<>();
    private final Map<UserId, Long> deliveries = new LinkedHashMap<>();
    private boolean isTypingNews;
    private long toldAt = System.nanoTime() - EVERY;

    /**
     * @param opened done when the room's channel is heard
     */
    LiveRoom(RoomId id, CompletableFuture<Void> opened) {
        this.id = id;
        this.opened = opened;
    }

    private record Typist(UserId id, String name, @Nullable Long threadRoot, long until) {}

    RoomId id() {
        return id;
    }

    CompletableFuture<Void> opened() {
        return opened;
    }

    Set<LiveMember> members() {
        return members;
    }

    /** Whether time alone changes nothing. */
    boolean isQuiet() {
        return typists.isEmpty() && reads.isEmpty() && deliveries.isEmpty() && !isTypingNews;
    }

    void take(LiveSignal signal, long now) {
        switch (signal) {
            case LiveSignal.Typing typing when typing.stopped() -> stop(typing.userId());
            case LiveSignal.Typing typing -> {
                typists.put(
                        typing.userId(),
                        new Typist(
                                typing.userId(),
                                typing.name(),
                                typing.threadRoot(),
                                now + TTL.toNanos()));
                isTypingNews = true;
            }
            case LiveSignal.Read(UserId person, long seq) -> moved(reads, person, seq);
            case LiveSignal.Delivered(UserId person, long seq) -> moved(deliveries, person, seq);
        }
    }

    private static void moved(Map<UserId, Long> marks, UserId person, long seq) {
        if (marks.size() < MOST_READERS || marks.containsKey(person)) {
            marks.merge(person, seq, Math::max);
        }
    }

    private void stop(UserId person) {
        isTypingNews |= typists.remove(person) != null;
    }

    /** Tells what is new, a second after the last time at the earliest. */
    void flush(long now) {
        isTypingNews |= typists.values().removeIf(typist -> typist.until() - now < 0);
        if (now - toldAt < EVERY || (!isTypingNews && reads.isEmpty() && deliveries.isEmpty())) {
            return;
        }
        toldAt = now;
        if (isTypingNews) {
            isTypingNews = false;
            tellTyping();
        }
        tell("read", reads);
        tell("delivered", deliveries);
    }

    /** Nobody is told that they type themselves. */
    private void tellTyping() {
        var all = typing(null);
        for (var member : members) {
            member.tell(
                    "typing", typists.containsKey(member.person()) ? typing(member.person()) : all);
        }
    }

    private String typing(@Nullable UserId without) {
        var others = typists.values().stream().filter(one -> !one.id().equals(without)).toList();
        var named =
                others.stream()
                        .limit(MOST_NAMED)
                        .map(one -> new Named(one.id(), one.name(), one.threadRoot()))
                        .toList();
        var more = others.size() - named.size();
        return Json.MAPPER.writeValueAsString(
                new TypingFrame("typing", id, named, more == 0 ? null : more, TTL.toMillis()));
    }

    private void tell(String type, Map<UserId, Long> marks) {
        marks.forEach(
                (person, seq) -> {
                    var json = Json.MAPPER.writeValueAsString(new MarkFrame(type, id, person, seq));
                    members.forEach(member -> member.tell(type, json));
                });
        marks.clear();
    }

    private record Named(UserId id, String name, @Nullable Long threadRoot) {}

    private record TypingFrame(
            String type, RoomId roomId, List<Named> users, @Nullable Integer more, long ttlMs) {}

    private record MarkFrame(String type, RoomId roomId, UserId userId, long seq) {}
}
