package io.parley.chat.presence;

import io.parley.chat.link.OwnThread;
import io.parley.chat.presence.PresenceFrame.Shown;
import io.parley.chat.presence.Watcher.Rights;
import io.parley.chat.presence.lease.LeaseReader;
import io.parley.chat.presence.lease.PresenceMetrics;
import io.parley.chat.presence.lease.Sighting;
import io.parley.model.UserId;
import io.parley.model.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * What sessions are told of the people whom they watch: at most once a second each, and all of them
 * together within a budget. Where too much waits it is dropped, sessions are told so, and get their
 * whole list again when it is over.
 *
 * <p>Owned by the thread of presence.
 */
@Component
class PresenceNews {

    private static final Duration FLUSH = Duration.ofMillis(100);

    /** Between two frames of one session. */
    static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final LeaseReader reader;
    private final LastSeen lastSeen;
    private final Profiles profiles;
    private final PresenceMetrics metrics;
    private final StormBudget budget = new StormBudget(System.nanoTime());
    private final Set<Watcher> awake = new LinkedHashSet<>();
    private Consumer<UserId> onLastSeen = _ -> {};
    private Supplier<Collection<Watcher>> all = List::of;
    private int waiting;

    PresenceNews(
            OwnThread presenceThread,
            LeaseReader reader,
            LastSeen lastSeen,
            Profiles profiles,
            PresenceMetrics metrics) {
        this.reader = reader;
        this.profiles = profiles;
        this.lastSeen = lastSeen;
        this.metrics = metrics;
        presenceThread.runEvery(FLUSH, this::flush);
    }

    private record Notice(String type) {}

    /**
     * @param found told of each person of whom it has become known when they were there
     * @param everybody all watchers, for what concerns them all
     */
    void listen(Consumer<UserId> found, Supplier<Collection<Watcher>> everybody) {
        onLastSeen = found;
        all = everybody;
    }

    /** There may be something to tell. */
    void wake(Watcher watcher) {
        awake.add(watcher);
    }

    /** Something concerns all. */
    void wakeAll() {
        awake.addAll(all.get());
    }

    void forget(Watcher watcher) {
        drop(watcher);
        awake.remove(watcher);
    }

    /** What waits for it will not be told. */
    void drop(Watcher watcher) {
        waiting -= watcher.waiting();
    }

    void forgetLastSeen(UserId person) {
        lastSeen.forget(person);
    }

    /** A person is not what they were. */
    void add(Watcher watcher, UserId person) {
        change(watcher, () -> watcher.note(person));
    }

    /** Keeps count of what waits while something happens to it. */
    void change(Watcher watcher, Runnable action) {
        var before = watcher.waiting();
        action.run();
        var added = watcher.waiting() - before;
        waiting += added;
        budget.came(Math.max(0, added));
        if (budget.isExceeded() && watcher.waiting() > 0) {
            recover(watcher);
        }
        awake.add(watcher);
    }

    private void recover(Watcher watcher) {
        drop(watcher);
        watcher.recover();
    }

    private void flush() {
        var now = System.nanoTime();
        if (budget.look(waiting, now)) {
            metrics.setDegraded(budget.isExceeded());
            wakeAll();
            if (budget.isExceeded()) {
                awake.stream().filter(watcher -> watcher.waiting() > 0).forEach(this::recover);
            }
        }
        awake.removeIf(
                watcher -> {
                    flush(watcher, now);
                    return !watcher.hasNews() && watcher.isToldDelayed() == isDelayed();
                });
        lastSeen.ask(onLastSeen);
    }

    private boolean isDelayed() {
        return reader.isDelayed() || budget.isExceeded();
    }

    private void flush(Watcher watcher, long now) {
        if (watcher.isToldDelayed() != isDelayed()) {
            tellDelayed(watcher, isDelayed());
        }
        if (watcher.hasNews() && !watcher.isPausing(now, PAUSE) && isReady(watcher, now)) {
            if (watcher.isFullDue()) {
                var users = watcher.visible().stream().map(one -> shown(watcher, one)).toList();
                send(watcher, PresenceFrame.full(users), users.size(), now);
            } else {
                var users = watcher.changed().stream().map(one -> shown(watcher, one)).toList();
                var frame = PresenceFrame.changes(users, watcher.removed());
                send(watcher, frame, users.size(), now);
            }
        }
    }

    private void tellDelayed(Watcher watcher, boolean isLate) {
        var type = isLate ? "presence.delayed" : "presence.restored";
        if (watcher.feed().tellIfIdle(type, Json.MAPPER.writeValueAsString(new Notice(type)))) {
            watcher.setToldDelayed(isLate);
        }
    }

    /** What somebody asks for is told whatever happens; a whole list once it is known. */
    private boolean isReady(Watcher watcher, long now) {
        if (!watcher.isFullDue()) {
            return watcher.changed().isEmpty() || budget.allows();
        }
        if (watcher.isRecovering()) {
            return budget.allows();
        }
        return watcher.isFullOverdue(now) || isKnown(watcher);
    }

    private boolean isKnown(Watcher watcher) {
        return watcher.rights() == Rights.DECIDED
                && (reader.isDelayed()
                        || watcher.visible().stream()
                                .noneMatch(one -> reader.of(one) == Sighting.UNKNOWN));
    }

    private void send(Watcher watcher, String json, int users, long now) {
        watcher.tried(now);
        if (!watcher.feed().tellIfIdle(PresenceFrame.TYPE, json)) {
            return;
        }
        if (!watcher.isFullDue() || watcher.isRecovering()) {
            budget.spend(users);
        }
        drop(watcher);
        watcher.sent();
        metrics.shown(users);
    }

    private Shown shown(Watcher watcher, UserId person) {
        var sighting = reader.of(person);
        var isOneself = watcher.person().equals(person);
        var state = isOneself ? sighting : PresenceFrame.forOthers(sighting);
        var seen = state == Sighting.OFFLINE ? lastSeen.find(person) : Optional.<Instant>empty();
        return profiles.shown(person, state, seen);
    }
}
