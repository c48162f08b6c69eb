package io.parley.chat.presence.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.presence.lease.LeaseChanges.Change;
import io.parley.chat.presence.lease.LeaseStore.Row;
import io.parley.chat.presence.lease.Sightings.Question;
import io.parley.model.UserId;
import io.parley.model.log.RedisKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of people, whatever gets lost, is late or comes twice on the way. */
class SightingsTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final UserId ada = new UserId(UUID.randomUUID());
    private final int slot = RedisKeys.slotOf(ada);
    private final List<UserId> told = new ArrayList<>();
    private final Sightings sightings = new Sightings(told::add);

    @Test
    void nobodyIsOfflineBeforeAllRunsHaveBeenAsked() {
        sightings.watch(ada);
        assertThat(sightings.of(ada)).isEqualTo(Sighting.UNKNOWN);

        sightings.knowRuns(List.of("one", "two"), 0);
        answer("one", null);
        assertThat(sightings.of(ada)).isEqualTo(Sighting.UNKNOWN);

        answer("two", null);
        assertThat(sightings.of(ada)).isEqualTo(Sighting.OFFLINE);
    }

    @Test
    void theBestOfWhatRunsSayCountsAndInvisibleBeatsAll() {
        known("one", "two");

        change("one", 1, LeaseState.AWAY);
        assertThat(sightings.of(ada)).isEqualTo(Sighting.AWAY);
        change("two", 1, LeaseState.ONLINE);
        assertThat(sightings.of(ada)).isEqualTo(Sighting.ONLINE);
        change("two", 2, LeaseState.INVISIBLE);
        assertThat(sightings.of(ada)).isEqualTo(Sighting.INVISIBLE);
        change("two", 3, null);
        assertThat(sightings.of(ada)).isEqualTo(Sighting.AWAY);
    }

    @Test
    void anAnswerThatIsOlderThanWhatWasHeardChangesNothing() {
        known("one");
        change("one", 7, LeaseState.AWAY);

        sightings.read(new Question(lease("one"), Set.of(ada)), row(6, LeaseState.ONLINE));
        assertThat(sightings.of(ada)).isEqualTo(Sighting.AWAY);

        sightings.read(new Question(lease("one"), Set.of(ada)), row(8, LeaseState.ONLINE));
        change("one", 7, LeaseState.AWAY);
        assertThat(sightings.of(ada)).isEqualTo(Sighting.ONLINE);
    }

    @Test
    void aChangeThatWasNotHeardIsReadWhenTheNextBeatTellsOfIt() {
        known("one");
        change("one", 1, LeaseState.ONLINE);
        sightings.takeQuestions();

        sightings.hear(new Beat("one", Map.of(slot, 1L)), 0);
        assertThat(sightings.takeQuestions()).isEmpty();

        sightings.hear(new Beat("one", Map.of(slot, 2L)), 0);
        assertThat(sightings.takeQuestions())
                .containsExactly(new Question(lease("one"), Set.of(ada)));
    }

    @Test
    void aRunThatIsSilentIsThereForAsLongAsItsLease() {
        known("one");
        change("one", 1, LeaseState.ONLINE);
        sightings.hear(new Beat("one", Map.of(slot, 1L)), 0);
        sightings.takeQuestions();

        sightings.lookAfter(9 * SECOND);
        assertThat(sightings.takeQuestions()).isEmpty();

        sightings.lookAfter(10 * SECOND);
        var question = sightings.takeQuestions().getFirst();
        sightings.read(question, row(1, LeaseState.ONLINE));
        assertThat(sightings.of(ada)).isEqualTo(Sighting.ONLINE);

        sightings.lookAfter(12 * SECOND);
        sightings.read(sightings.takeQuestions().getFirst(), null);
        assertThat(sightings.of(ada)).isEqualTo(Sighting.OFFLINE);
    }

    @Test
    void aLeaseThatRedisHasForgottenIsNoEndWhileItsRunIsHeard() {
        known("one");
        sightings.hear(new Beat("one", Map.of(slot, 1L)), 0);
        sightings.read(sightings.takeQuestions().getFirst(), row(1, LeaseState.ONLINE));
        told.clear();

        sightings.doubt(SECOND);
        sightings.read(sightings.takeQuestions().getFirst(), null);

        assertThat(sightings.of(ada)).isEqualTo(Sighting.ONLINE);
        assertThat(told).isEmpty();
        assertThat(sightings.takeQuestions()).hasSize(1);
    }

    @Test
    void whoIsNotWatchedAnyMoreIsForgotten() {
        known("one");
        change("one", 1, LeaseState.ONLINE);
        sightings.unwatch(ada);

        change("one", 2, LeaseState.AWAY);

        assertThat(sightings.of(ada)).isEqualTo(Sighting.UNKNOWN);
        assertThat(sightings.count()).isZero();
    }

    /** Any order of changes, losses, late answers, wiped leases and deaths ends in what is so. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappensOnTheWayTheEndIsWhatPodsSay(int seed) {
        new Journey(seed).go();
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    private void known(String... runs) {
        sightings.watch(ada);
        sightings.knowRuns(List.of(runs), 0);
        Stream.of(runs).forEach(run -> answer(run, null));
        told.clear();
    }

    private void answer(String run, @Nullable Row row) {
        sightings.takeQuestions();
        sightings.read(new Question(lease(run), Set.of(ada)), row);
    }

    private void change(String run, long number, @Nullable LeaseState state) {
        var code = state == null ? null : state.code();
        sightings.hear(slot, new LeaseChanges(run, number, List.of(new Change(ada, code))), 0);
    }

    private Row row(long number, LeaseState state) {
        return new Row(number, Map.of(ada, state));
    }

    private Sightings.Lease lease(String run) {
        return new Sightings.Lease(run, slot);
    }

    /** Pods as they are, and what of it gets here. */
    private static final class Journey {

        private final Random random;
        private final List<UserId> people = new ArrayList<>();
        private final Map<String, TreeMap<Integer, Lease>> pods = new HashMap<>();
        private final Map<String, Map<Integer, Long>> numbers = new HashMap<>();
        private final List<Runnable> onTheWay = new ArrayList<>();
        private final Set<UserId> changed = new HashSet<>();
        private final Sightings sightings = new Sightings(changed::add);
        private long now;

        private Journey(int seed) {
            random = new Random(seed);
            for (var i = 0; i < 6; i++) {
                people.add(new UserId(new UUID(random.nextLong(), random.nextLong())));
            }
            for (var run : List.of("one", "two", "three")) {
                pods.put(run, new TreeMap<>());
                numbers.put(run, new HashMap<>());
            }
        }

        private record Lease(Map<UserId, LeaseState> said, boolean isThere) {}

        private void go() {
            sightings.knowRuns(pods.keySet(), now);
            for (var step = 0; step < 200; step++) {
                now += SECOND / 4;
                switch (random.nextInt(10)) {
                    case 0 -> sightings.watch(anyone());
                    case 1 -> wipe();
                    case 2, 3 -> ask();
                    case 4 -> pods.keySet().forEach(this::beat);
                    default -> change();
                }
                arrive();
            }
            settle();
            for (var person : people) {
                assertThat(sightings.of(person)).as("of %s", person).isEqualTo(truth(person));
            }
        }

        private Map<Integer, Lease> leases(String run) {
            return Objects.requireNonNull(pods.get(run));
        }

        private Map<Integer, Long> numbers(String run) {
            return Objects.requireNonNull(numbers.get(run));
        }

        private UserId anyone() {
            return people.get(random.nextInt(people.size()));
        }

        private void change() {
            var person = anyone();
            var slot = RedisKeys.slotOf(person);
            var run = List.copyOf(pods.keySet()).get(random.nextInt(pods.size()));
            var lease = leaseOf(run, slot);
            var said = new HashMap<>(lease.said);
            var states = LeaseState.values();
            var next = random.nextInt(states.length + 1);
            var state = next < states.length ? states[next] : null;
            if (state == null) {
                said.remove(person);
            } else {
                said.put(person, state);
            }
            leases(run).put(slot, new Lease(said, lease.isThere || lease.said.isEmpty()));
            var number = numbers(run).merge(slot, 1L, Long::sum);
            var code = state == null ? null : state.code();
            var message = new LeaseChanges(run, number, List.of(new Change(person, code)));
            send(() -> sightings.hear(slot, message, now));
        }

        private Lease leaseOf(String run, int slot) {
            return leases(run).getOrDefault(slot, new Lease(Map.of(), true));
        }

        /** Redis forgets all leases; each run writes its own anew. */
        private void wipe() {
            pods.values()
                    .forEach(slots -> slots.replaceAll((_, lease) -> new Lease(lease.said, false)));
        }

        private void renew() {
            pods.values()
                    .forEach(slots -> slots.replaceAll((_, lease) -> new Lease(lease.said, true)));
        }

        private void beat(String run) {
            var beat = new Beat(run, occupied(run));
            send(() -> sightings.hear(beat, now));
        }

        private Map<Integer, Long> occupied(String run) {
            var occupied = new HashMap<Integer, Long>();
            leases(run)
                    .forEach(
                            (slot, lease) -> {
                                if (!lease.said.isEmpty()) {
                                    occupied.put(
                                            slot, Objects.requireNonNull(numbers(run).get(slot)));
                                }
                            });
            return occupied;
        }

        private void ask() {
            for (var question : sightings.takeQuestions()) {
                if (random.nextInt(5) == 0) {
                    sightings.failed(question);
                    continue;
                }
                var row = row(question);
                onTheWay.add(() -> sightings.read(question, row));
            }
        }

        private @Nullable Row row(Question question) {
            var run = question.lease().run();
            var slot = question.lease().slot();
            var lease = leaseOf(run, slot);
            if (!lease.isThere || lease.said.isEmpty()) {
                return null;
            }
            var found = new HashMap<>(lease.said);
            found.keySet().retainAll(question.people());
            return new Row(Objects.requireNonNull(numbers(run).get(slot)), found);
        }

        /** A third of what is published never comes. */
        private void send(Runnable message) {
            if (random.nextInt(3) > 0) {
                onTheWay.add(message);
            }
        }

        private void arrive() {
            while (!onTheWay.isEmpty() && random.nextInt(3) > 0) {
                onTheWay.removeFirst().run();
            }
        }

        private void settle() {
            people.forEach(sightings::watch);
            onTheWay.forEach(Runnable::run);
            onTheWay.clear();
            renew();
            for (var round = 0; round < 5; round++) {
                for (var run : pods.keySet()) {
                    sightings.hear(new Beat(run, occupied(run)), now);
                }
                for (var question : sightings.takeQuestions()) {
                    sightings.read(question, row(question));
                }
            }
        }

        private Sighting truth(UserId person) {
            return pods.values().stream()
                    .map(slots -> slots.get(RedisKeys.slotOf(person)))
                    .filter(Objects::nonNull)
                    .map(lease -> lease.said.get(person))
                    .filter(Objects::nonNull)
                    .reduce(LeaseState::and)
                    .map(Sighting::of)
                    .orElse(Sighting.OFFLINE);
        }
    }
}
