package io.parley.chat.presence.lease;

import io.parley.chat.link.OwnThread;
import io.parley.chat.link.RedisLink;
import io.parley.chat.presence.lease.Sightings.Question;
import io.parley.model.UserId;
import io.parley.model.log.RedisKeys;
import io.parley.redis.RedisChannels;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Knows of the people who are watched here whether they are there: hears what changes in the leases
 * of all pods, and reads them where something was missed. Listens only while somebody is watched.
 *
 * <p>This pod hears its own beats, too. Where it does not, it knows nothing of others: what it knew
 * stays for a while, and then nobody is said to be anything.
 *
 * <p>Owned by the thread of presence.
 */
@Component
public class LeaseReader {

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration UNHEARD = Leases.BEAT.multipliedBy(2).plusSeconds(1);
    private static final Duration BLIND_AFTER = Duration.ofSeconds(60);

    /** Within this each pod has written anew what Redis has forgotten. */
    private static final Duration RESTORED_WITHIN = Duration.ofSeconds(5);

    /** Messages come faster than they are taken: what is dropped is found missing. */
    private static final int MOST_WAITING = 10_000;

    private final OwnThread thread;
    private final RedisLink redis;
    private final RedisChannels channels;
    private final LeaseStore store;
    private final Leases own;
    private final PresenceMetrics metrics;
    private final Sightings sightings = new Sightings(person -> tellChanged(person));
    private final AtomicInteger waiting = new AtomicInteger();

    /** Slots whose channel is open, and those of them that are heard by now. */
    private final Set<Integer> open = new HashSet<>();

    private final Set<Integer> heard = new HashSet<>();
    private Listener listener = new Listener(_ -> {}, () -> {});
    private boolean isWatching;
    private boolean areRunsAsked;
    private long heardOwnAt;
    private long trustedFrom;
    private @Nullable Long delayedSince;
    private boolean isBlind;

    LeaseReader(
            OwnThread presenceThread,
            RedisLink redis,
            RedisChannels channels,
            LeaseStore store,
            Leases own,
            PresenceMetrics metrics) {
        this.thread = presenceThread;
        this.redis = redis;
        this.channels = channels;
        this.store = store;
        this.own = own;
        this.metrics = metrics;
        metrics.watchWatched(sightings::count);
        channels.onConnected(() -> thread.run(this::connected));
        thread.runEvery(LOOK, this::look);
    }

    /**
     * @param changed told of each person who is not what they were
     * @param health told when {@link #isDelayed} changes
     */
    private record Listener(Consumer<UserId> changed, Runnable health) {}

    /** Who wants to know; there is one. */
    public void listen(Consumer<UserId> changed, Runnable health) {
        listener = new Listener(changed, health);
    }

    /** Begins to follow a person. */
    public void watch(UserId person) {
        if (!isWatching) {
            begin();
        }
        var slot = RedisKeys.slotOf(person);
        if (open.add(slot)) {
            hear(slot);
        }
        sightings.watch(person);
    }

    /** Nobody here wants to know of the person any more. */
    public void unwatch(UserId person) {
        sightings.unwatch(person);
        if (isWatching && sightings.count() == 0) {
            end();
        }
    }

    /** What is known of a person who is watched. */
    public Sighting of(UserId person) {
        return isBlind ? Sighting.UNKNOWN : sightings.of(person);
    }

    /** What the leases say of people now, whoever watches them. */
    public CompletableFuture<Map<UserId, LeaseState>> ask(Set<UserId> people) {
        return store.findAll(people);
    }

    /** About how many people there are; who has sessions on two pods is counted twice. */
    public CompletableFuture<Integer> count() {
        return store.count();
    }

    /** Whether what is known may be out of date. */
    public boolean isDelayed() {
        return delayedSince != null;
    }

    private void tellChanged(UserId person) {
        if (!isBlind) {
            listener.changed.accept(person);
        }
    }

    private void begin() {
        isWatching = true;
        heardOwnAt = System.nanoTime();
        own.setWatching(true, this::distrust);
        var _ =
                channels.open(RedisKeys.beats(), this::onBeat)
                        .thenRun(() -> thread.run(this::askForRuns));
    }

    private void end() {
        isWatching = false;
        areRunsAsked = false;
        own.setWatching(false, () -> {});
        channels.close(RedisKeys.beats());
        open.forEach(slot -> channels.close(RedisKeys.leaseChanges(slot)));
        open.clear();
        heard.clear();
        sightings.forgetAll();
        isBlind = false;
        setDelayed(false, System.nanoTime());
    }

    private void hear(int slot) {
        var _ =
                channels.open(RedisKeys.leaseChanges(slot), json -> onChanges(slot, json))
                        .thenRun(() -> thread.run(() -> isHeard(slot)));
    }

    private void isHeard(int slot) {
        if (open.contains(slot)) {
            heard.add(slot);
            askNow();
        }
    }

    /** A connection was lost: what came meanwhile was not heard. */
    private void connected() {
        if (isWatching) {
            heard.addAll(open);
            distrust();
            sightings.doubt(System.nanoTime());
            askForRuns();
        }
    }

    /** Redis may have forgotten runs that are there. */
    private void distrust() {
        trustedFrom = System.nanoTime() + RESTORED_WITHIN.toNanos();
    }

    /** Until this run is among them, and all others have had the time to be so, too. */
    private void askForRuns() {
        areRunsAsked = true;
        var _ =
                store.runs()
                        .whenComplete((runs, failure) -> thread.run(() -> found(runs, failure)));
    }

    private void found(@Nullable List<String> runs, @Nullable Throwable failure) {
        var now = System.nanoTime();
        if (!isWatching) {
            return;
        }
        if (failure != null || runs == null || !runs.contains(own.run()) || isDistrusted(now)) {
            areRunsAsked = false;
            return;
        }
        sightings.knowRuns(runs, now);
        askNow();
    }

    private boolean isDistrusted(long now) {
        return trustedFrom != 0 && now - trustedFrom < 0;
    }

    private void onBeat(String json) {
        onMessage(
                () ->
                        Beat.parse(json)
                                .ifPresent(
                                        beat -> {
                                            var now = System.nanoTime();
                                            if (beat.run().equals(own.run())) {
                                                heardOwnAt = now;
                                            }
                                            sightings.hear(beat, now);
                                        }));
    }

    private void onChanges(int slot, String json) {
        onMessage(
                () ->
                        LeaseChanges.parse(json)
                                .ifPresent(
                                        changes -> {
                                            metrics.heard(changes.people().size());
                                            sightings.hear(slot, changes, System.nanoTime());
                                        }));
    }

    /** On a connection's thread. */
    private void onMessage(Runnable take) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return;
        }
        thread.run(
                () -> {
                    waiting.decrementAndGet();
                    if (isWatching) {
                        take.run();
                    }
                });
    }

    private void look() {
        if (!isWatching) {
            return;
        }
        var now = System.nanoTime();
        setDelayed(!redis.isAnswering() || now - heardOwnAt > UNHEARD.toNanos(), now);
        if (delayedSince == null) {
            sightings.lookAfter(now);
            if (!areRunsAsked && !heard.isEmpty()) {
                askForRuns();
            }
            askNow();
        } else if (!isBlind && now - delayedSince > BLIND_AFTER.toNanos()) {
            setBlind(true);
        }
    }

    private void setDelayed(boolean delayed, long now) {
        if (delayed == (delayedSince != null)) {
            return;
        }
        metrics.setDelayed(delayed);
        delayedSince = delayed ? now : null;
        if (!delayed && isWatching) {
            distrust();
            sightings.doubt(now);
            setBlind(false);
        }
        listener.health.run();
    }

    private void setBlind(boolean blind) {
        if (blind != isBlind) {
            isBlind = blind;
            sightings.all().forEach(listener.changed);
        }
    }

    private void askNow() {
        for (var question : sightings.takeQuestions()) {
            if (heard.contains(question.lease().slot()) && delayedSince == null) {
                ask(question);
            } else {
                sightings.failed(question);
            }
        }
    }

    private void ask(Question question) {
        var lease = question.lease();
        var _ =
                store.find(lease.slot(), lease.run(), question.people())
                        .whenComplete(
                                (row, failure) ->
                                        thread.run(
                                                () -> {
                                                    if (failure == null) {
                                                        sightings.read(question, row.orElse(null));
                                                    } else {
                                                        sightings.failed(question);
                                                    }
                                                }));
    }
}
