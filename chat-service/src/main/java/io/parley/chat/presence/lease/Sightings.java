package io.parley.chat.presence.lease;

import io.parley.chat.presence.lease.LeaseStore.Row;
import io.parley.model.UserId;
import io.parley.model.log.RedisKeys;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all runs of pods say of the people who are watched here. Each word bears the number of its
 * change, and of one run the word with the highest number counts, whether it was heard or read. A
 * number that was not heard, in a change or in a beat, gives a loss away: then the lease is read.
 *
 * <p>Knows no Redis and no clock; owned by the thread of presence.
 */
final class Sightings {

    /** Three beats. */
    static final Duration SILENCE = Duration.ofSeconds(9);

    /** A run that has said nothing for so long, and has no lease, is forgotten. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);

    private final Map<UserId, Sighted> people = new HashMap<>();
    private final Map<Integer, Set<UserId>> bySlot = new HashMap<>();
    private final Map<String, Run> runs = new HashMap<>();
    private final Map<Lease, Set<UserId>> questions = new LinkedHashMap<>();
    private final Consumer<UserId> changed;
    private boolean areRunsKnown;

    /**
     * @param changed told of each person of whom something else is known than before
     */
    Sightings(Consumer<UserId> changed) {
        this.changed = changed;
    }

    /** What one run says of one slot. */
    record Lease(String run, int slot) {}

    /** The lease of a run is to be read for these people. */
    record Question(Lease lease, Set<UserId> people) {}

    /**
     * @param state absent where the run says that the person is not there
     */
    private record Word(long number, @Nullable LeaseState state) {}

    private static final class Sighted {
        private final Map<String, Word> words = new HashMap<>();

        /** The runs that have to be asked before it is known that somebody is not there. */
        private final Set<String> awaited = new HashSet<>();

        private boolean isKnown;

        private Sighting now() {
            return words.values().stream()
                    .map(Word::state)
                    .filter(Objects::nonNull)
                    .reduce(LeaseState::and)
                    .map(Sighting::of)
                    .orElse(isKnown ? Sighting.OFFLINE : Sighting.UNKNOWN);
        }
    }

    private static final class Run {
        private long heardAt;

        /** As the newest beat says. */
        private Map<Integer, Long> occupied = Map.of();

        /** The newest change of each slot of which was heard; what lies before it was asked for. */
        private final Map<Integer, Long> followed = new HashMap<>();

        private Run(long now) {
            heardAt = now;
        }
    }

    /** Begins to follow a person, of whom nothing is known before all runs have been asked. */
    void watch(UserId person) {
        if (people.containsKey(person)) {
            return;
        }
        var sighted = new Sighted();
        var slot = RedisKeys.slotOf(person);
        people.put(person, sighted);
        bySlot.computeIfAbsent(slot, _ -> new HashSet<>()).add(person);
        sighted.awaited.addAll(runs.keySet());
        runs.keySet().forEach(run -> ask(new Lease(run, slot), Set.of(person)));
        settle(sighted);
    }

    void unwatch(UserId person) {
        var slot = RedisKeys.slotOf(person);
        people.remove(person);
        bySlot.computeIfPresent(
                slot,
                (_, some) -> {
                    some.remove(person);
                    return some.isEmpty() ? null : some;
                });
    }

    Sighting of(UserId person) {
        var sighted = people.get(person);
        return sighted == null ? Sighting.UNKNOWN : sighted.now();
    }

    /** How many are watched. */
    int count() {
        return people.size();
    }

    Set<UserId> all() {
        return people.keySet();
    }

    /** There are no runs with people but these, and those that are heard. */
    void knowRuns(Collection<String> found, long now) {
        found.forEach(run -> runOf(run, now));
        areRunsKnown = true;
        people.forEach((person, sighted) -> update(person, sighted, () -> settle(sighted)));
    }

    void hear(Beat beat, long now) {
        var run = runOf(beat.run(), now);
        run.heardAt = now;
        run.occupied = Map.copyOf(beat.slots());
        bySlot.forEach(
                (slot, some) -> {
                    var number = beat.slots().get(slot);
                    var followed = run.followed.get(slot);
                    if (number == null ? hasWords(beat.run(), some) : isGap(followed, number)) {
                        askAll(new Lease(beat.run(), slot));
                    }
                    if (number != null && isGap(followed, number)) {
                        run.followed.put(slot, number);
                    }
                });
    }

    private static boolean isGap(@Nullable Long followed, long number) {
        return followed == null || followed < number;
    }

    private boolean hasWords(String run, Set<UserId> some) {
        return some.stream()
                .map(people::get)
                .filter(Objects::nonNull)
                .map(sighted -> sighted.words.get(run))
                .anyMatch(word -> word != null && word.state != null);
    }

    void hear(int slot, LeaseChanges changes, long now) {
        var run = runOf(changes.run(), now);
        var followed = run.followed.get(slot);
        // What came before the first one that was heard may have been lost
        if (followed == null || changes.number() > followed + 1) {
            askAll(new Lease(changes.run(), slot));
        }
        run.followed.merge(slot, changes.number(), Math::max);
        for (var change : changes.people()) {
            var sighted = people.get(change.id());
            if (sighted != null) {
                var state =
                        change.state() == null ? null : LeaseState.of(change.state()).orElse(null);
                take(change.id(), sighted, changes.run(), new Word(changes.number(), state));
            }
        }
    }

    /** What a lease says of those for whom it was read; absent where there is none. */
    void read(Question question, @Nullable Row row) {
        var name = question.lease().run();
        var run = runs.get(name);
        if (run == null) {
            return;
        }
        if (row == null) {
            readNone(question, run);
            return;
        }
        for (var person : question.people()) {
            var sighted = people.get(person);
            if (sighted != null) {
                answered(person, sighted, name);
                take(person, sighted, name, new Word(row.number(), row.people().get(person)));
            }
        }
    }

    /** A lease that the run says it has was forgotten by Redis, and comes back in a moment. */
    private void readNone(Question question, Run run) {
        if (run.occupied.containsKey(question.lease().slot())) {
            ask(question.lease(), question.people());
            return;
        }
        // Where it comes back, its numbers need not be others than before
        run.followed.remove(question.lease().slot());
        for (var person : question.people()) {
            var sighted = people.get(person);
            if (sighted != null) {
                update(person, sighted, () -> sighted.words.remove(question.lease().run()));
                answered(person, sighted, question.lease().run());
            }
        }
    }

    /** The lease could not be read: it is asked for again. */
    void failed(Question question) {
        if (runs.containsKey(question.lease().run())) {
            ask(question.lease(), question.people());
        }
    }

    /** What has to be read, of people who are still watched. */
    List<Question> takeQuestions() {
        var taken =
                questions.entrySet().stream()
                        .map(
                                entry -> {
                                    var some = new HashSet<>(entry.getValue());
                                    some.retainAll(people.keySet());
                                    return new Question(entry.getKey(), Set.copyOf(some));
                                })
                        .filter(question -> !question.people().isEmpty())
                        .toList();
        questions.clear();
        return taken;
    }

    /** Nobody is watched any more, and nothing is heard. */
    void forgetAll() {
        people.clear();
        bySlot.clear();
        runs.clear();
        questions.clear();
        areRunsKnown = false;
    }

    /** Anything may have been missed, and no run could be heard. */
    void doubt(long now) {
        runs.values()
                .forEach(
                        run -> {
                            run.heardAt = now;
                            run.followed.clear();
                        });
        for (var run : runs.keySet()) {
            bySlot.keySet().forEach(slot -> askAll(new Lease(run, slot)));
        }
    }

    /** Runs that are silent: whether their leases are there is looked up until they are not. */
    void lookAfter(long now) {
        for (var name : List.copyOf(runs.keySet())) {
            var run = Objects.requireNonNull(runs.get(name));
            if (now - run.heardAt > SILENCE.toNanos()) {
                run.occupied = Map.of();
                bySlot.forEach(
                        (slot, some) -> {
                            if (hasWords(name, some)) {
                                askAll(new Lease(name, slot));
                            }
                        });
            }
            if (now - run.heardAt > FORGOTTEN.toNanos()) {
                forget(name);
            }
        }
    }

    private void forget(String run) {
        runs.remove(run);
        people.forEach(
                (person, sighted) -> {
                    update(person, sighted, () -> sighted.words.remove(run));
                    answered(person, sighted, run);
                });
    }

    private Run runOf(String name, long now) {
        var known = runs.get(name);
        if (known != null) {
            return known;
        }
        var fresh = new Run(now);
        runs.put(name, fresh);
        people.values().stream()
                .filter(sighted -> !sighted.isKnown)
                .forEach(sighted -> sighted.awaited.add(name));
        bySlot.keySet().forEach(slot -> askAll(new Lease(name, slot)));
        return fresh;
    }

    private void askAll(Lease lease) {
        ask(lease, bySlot.getOrDefault(lease.slot(), Set.of()));
    }

    private void ask(Lease lease, Set<UserId> some) {
        if (!some.isEmpty()) {
            questions.computeIfAbsent(lease, _ -> new HashSet<>()).addAll(some);
        }
    }

    private void take(UserId person, Sighted sighted, String run, Word word) {
        update(
                person,
                sighted,
                () ->
                        sighted.words.merge(
                                run,
                                word,
                                (known, next) -> next.number >= known.number ? next : known));
    }

    private void answered(UserId person, Sighted sighted, String run) {
        sighted.awaited.remove(run);
        update(person, sighted, () -> settle(sighted));
    }

    private void settle(Sighted sighted) {
        sighted.isKnown |= areRunsKnown && sighted.awaited.isEmpty();
    }

    private void update(UserId person, Sighted sighted, Runnable change) {
        var before = sighted.now();
        change.run();
        if (sighted.now() != before) {
            changed.accept(person);
        }
    }
}
