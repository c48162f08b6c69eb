package io.parley.chat.presence.lease;

import io.parley.chat.link.OwnThread;
import io.parley.chat.link.RedisLink;
import io.parley.chat.policy.LiveAccounts;
import io.parley.chat.presence.lease.LeaseChanges.Change;
import io.parley.chat.presence.lease.OwnPeople.OwnMode;
import io.parley.model.UserId;
import io.parley.model.log.RedisKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Says of the people here that they are here: in leases, which end by themselves with the pod, and
 * in changes that are gathered for a moment. One small message every few seconds says that the pod
 * lives, for all slots together: where nothing changes, a pod costs the same however many people it
 * has.
 *
 * <p>A run of a pod has leases of its own, so that a pod that comes back by the same name does not
 * renew what its last run has said.
 */
@Component
public class Leases implements DisposableBean {

    static final Duration BEAT = Duration.ofSeconds(3);

    private static final Duration GATHERED = Duration.ofMillis(500);
    private static final Duration RENEWED = Duration.ofSeconds(4);

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final OwnThread thread;
    private final RedisLink redis;
    private final LeaseStore store;
    private final Clock clock;
    private final PresenceMetrics metrics;
    private final OwnPeople people;
    private final Map<Integer, Slot> slots = new HashMap<>();

    /** Told where Redis turns out to have forgotten the runs. */
    private Runnable onForgotten = () -> {};

    private boolean isWatching;
    private boolean isRegistered;
    private int connects;

    Leases(
            OwnThread presenceThread,
            RedisLink redis,
            LeaseStore store,
            LiveAccounts accounts,
            Clock clock,
            PresenceMetrics metrics) {
        this.thread = presenceThread;
        this.redis = redis;
        this.store = store;
        this.clock = clock;
        this.metrics = metrics;
        this.people = new OwnPeople(person -> mode(accounts, person));
        metrics.watchPeople(people::count);
        accounts.onceAllKnown(() -> thread.run(people::reconsiderAll));
        thread.runEvery(GATHERED, this::tellChanges);
        thread.runEvery(RENEWED, this::renew);
        thread.runEvery(BEAT, this::beat);
    }

    /** Who wants to be invisible must not be seen for the moment in which that is not known. */
    private static Optional<OwnMode> mode(LiveAccounts accounts, UserId person) {
        return accounts.isAllKnown()
                ? Optional.of(OwnMode.of(accounts.findNotable(person)))
                : Optional.empty();
    }

    /** One of the slots: what is said of it, and has been written unless it is stale. */
    private static final class Slot {
        private final Map<UserId, LeaseState> said = new HashMap<>();
        private long number;
        private boolean isStale = true;
    }

    /** A session of the person begins here. */
    public void opened(UserId person, String session) {
        thread.run(() -> people.opened(person, session));
    }

    /** The session is over. */
    public void closed(UserId person, String session) {
        thread.run(() -> people.closed(person, session, System.nanoTime()));
    }

    /** The session's client has found out whether somebody is at it. */
    public void set(UserId person, String session, boolean isAway) {
        thread.run(() -> people.set(person, session, isAway));
    }

    /** What the person has set by hand may be something else now. */
    public void reconsider(UserId person) {
        thread.run(() -> people.reconsider(person));
    }

    /** Who is here, or was a moment ago, and is not invisible. On the thread of presence. */
    public Set<UserId> visible() {
        var visible = new HashSet<UserId>();
        for (var slot : slots.values()) {
            slot.said.forEach(
                    (person, state) -> {
                        if (state != LeaseState.INVISIBLE) {
                            visible.add(person);
                        }
                    });
        }
        return visible;
    }

    /** By which other pods know this run. */
    String run() {
        return run;
    }

    /** While somebody here watches, this pod wants to hear itself. On the thread of presence. */
    void setWatching(boolean watching, Runnable forgotten) {
        isWatching = watching;
        onForgotten = forgotten;
        if (watching) {
            beat();
        }
    }

    /** Who is here stays for as long as who has left: they may be on their way to another pod. */
    @Override
    public void destroy() {
        var _ =
                thread.call(
                                () ->
                                        occupied().keySet().stream()
                                                .map(
                                                        slot ->
                                                                store.renew(
                                                                        slot, run, OwnPeople.GRACE))
                                                .toList())
                        .completeOnTimeout(List.of(), 1, TimeUnit.SECONDS)
                        .join();
    }

    private void tellChanges() {
        people.expire(System.nanoTime());
        noteNewConnection();
        var changed = LeaseStore.bySlot(people.takeChanged());
        changed.forEach((slot, some) -> tell(slot, slotOf(slot), some));
        if (!isRegistered && !occupied().isEmpty()) {
            register();
            beat();
        }
    }

    /** Redis may have lost what it had, and a write on the way may be lost. */
    private void noteNewConnection() {
        if (connects != redis.connects()) {
            connects = redis.connects();
            slots.values().forEach(slot -> slot.isStale = true);
            renew();
            beat();
        }
    }

    private void tell(int number, Slot slot, Set<UserId> some) {
        var now = new HashMap<UserId, LeaseState>();
        var gone = new HashSet<UserId>();
        for (var person : some) {
            var state = people.stateOf(person);
            var before =
                    state.isPresent()
                            ? slot.said.put(person, state.get())
                            : slot.said.remove(person);
            if (state.isPresent() && state.get() != before) {
                now.put(person, state.get());
            } else if (state.isEmpty() && before != null) {
                gone.add(person);
            }
        }
        if (!now.isEmpty() || !gone.isEmpty()) {
            slot.number++;
            write(number, slot, now, gone);
            publish(number, slot, now, gone);
        }
    }

    private void write(int number, Slot slot, Map<UserId, LeaseState> now, Set<UserId> gone) {
        if (slot.said.isEmpty()) {
            slot.isStale = true;
            check(slot, store.remove(number, run));
        } else if (slot.isStale) {
            rewrite(number, slot);
        } else {
            check(slot, store.change(number, run, slot.number, now, gone));
        }
    }

    private void rewrite(int number, Slot slot) {
        slot.isStale = false;
        check(slot, store.write(number, run, slot.number, slot.said));
    }

    /** What may not have been done is done anew. */
    private void check(Slot slot, CompletionStage<?> command) {
        var _ =
                command.exceptionally(
                        _ -> {
                            thread.run(() -> slot.isStale = true);
                            return null;
                        });
    }

    private void publish(int number, Slot slot, Map<UserId, LeaseState> now, Set<UserId> gone) {
        var changes = new ArrayList<Change>();
        now.forEach((person, state) -> changes.add(new Change(person, state.code())));
        gone.forEach(person -> changes.add(new Change(person, null)));
        metrics.told(changes.size());
        var message = new LeaseChanges(run, slot.number, List.copyOf(changes)).json();
        var _ = redis.publish(RedisKeys.leaseChanges(number), message);
    }

    private void renew() {
        var occupied = occupied();
        if (occupied.isEmpty()) {
            isRegistered = false;
            return;
        }
        occupied.forEach(
                (number, slot) -> {
                    if (slot.isStale) {
                        rewrite(number, slot);
                    } else {
                        renew(number, slot);
                    }
                });
        register();
    }

    private void renew(int number, Slot slot) {
        var renewed = store.renew(number, run, LeaseStore.TERM);
        check(slot, renewed);
        var _ =
                renewed.thenAccept(
                        isThere -> {
                            if (!isThere) {
                                thread.run(() -> restore(number, slot));
                            }
                        });
    }

    /** It was forgotten: what has changed meanwhile has its own way. */
    private void restore(int number, Slot slot) {
        if (!slot.said.isEmpty()) {
            rewrite(number, slot);
        }
    }

    /** Whoever begins to watch finds this run, and need not wait for its next beat. */
    private void register() {
        var wasRegistered = isRegistered;
        isRegistered = true;
        var _ =
                store.register(run, clock.instant())
                        .thenAccept(
                                isNew -> {
                                    if (isNew && wasRegistered) {
                                        thread.run(onForgotten);
                                    }
                                });
    }

    private void beat() {
        var occupied = occupied();
        if (isWatching || !occupied.isEmpty()) {
            var numbers = new TreeMap<Integer, Long>();
            occupied.forEach((number, slot) -> numbers.put(number, slot.number));
            var _ = redis.publish(RedisKeys.beats(), new Beat(run, numbers).json());
        }
    }

    private Map<Integer, Slot> occupied() {
        var occupied = new HashMap<Integer, Slot>();
        slots.forEach(
                (number, slot) -> {
                    if (!slot.said.isEmpty()) {
                        occupied.put(number, slot);
                    }
                });
        return occupied;
    }

    private Slot slotOf(int number) {
        return slots.computeIfAbsent(number, _ -> new Slot());
    }
}
