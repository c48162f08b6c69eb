package io.parley.chaos.fault;

import io.parley.chaos.client.Conduct;
import io.parley.chaos.control.ChaosException;
import io.parley.chaos.control.ChaosSuite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/**
 * All faults, as a deck of cards: shuffled by the seed, dealt one by one, shuffled again when none
 * is left. So each kind comes up equally often, in an order that only the seed knows.
 */
public final class Deck {

    private final SplittableRandom random;
    private final List<Supplier<Fault>> cards = new ArrayList<>();
    private final List<Supplier<Fault>> left = new ArrayList<>();

    private Deck(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /**
     * Faults that last for seconds.
     *
     * @param rooms that poison may be written to
     */
    public static Deck ofShort(ChaosSuite suite, Conduct conduct, List<String> rooms, long seed) {
        var deck = new Deck(seed);
        deck.addProcesses(suite);
        deck.addRedis(suite);
        deck.addLinks(suite);
        deck.addClients(suite, conduct, rooms);
        return deck;
    }

    /** All faults, also those that last for up to a minute. */
    public static Deck ofAll(ChaosSuite suite, Conduct conduct, List<String> rooms, long seed) {
        var deck = ofShort(suite, conduct, rooms, seed);
        deck.addLong(suite);
        return deck;
    }

    private void addProcesses(ChaosSuite suite) {
        var kills = new Kills(suite, random);
        var pauses = new Pauses(suite, random);
        add(kills::chatPod, kills::chatPod, kills::messageService, kills::kafka, kills::postgres);
        add(kills::gateway);
        add(() -> pauses.chatPod(5), () -> pauses.messageService(5), () -> pauses.redis(5));
        add(() -> pauses.kafka(5), () -> pauses.postgres(5));
        add(() -> new RollingRestart(suite, "the chat pods", suite.pods()));
    }

    private void addRedis(ChaosSuite suite) {
        var losses = new RedisLosses(suite, random);
        var failovers = new RedisFailovers(suite, random);
        var payloads = new PayloadFaults(suite.links().payloads(), random);
        add(losses::killed, losses::wiped, losses::rolledBack, losses::flushed);
        add(losses::scriptsForgotten, losses::listenersCut, losses::littleMemory);
        add(failovers::rollback, failovers::splitBrain);
        add(payloads::someLost, payloads::allLost, payloads::delayed);
    }

    private void addLinks(ChaosSuite suite) {
        var links = new LinkFaults(suite, random);
        add(links::kafkaFrozen, links::kafkaSlow, links::podWithoutKafka);
        add(links::podWithoutRedis, links::redisHalfOpen, links::podWithoutMessageService);
        add(links::postgresResets, links::clientsReset, links::clientsInPieces);
    }

    private void addClients(ChaosSuite suite, Conduct conduct, List<String> rooms) {
        var clients = new ClientFaults(conduct);
        add(clients::repeats, clients::hangUp);
        add(() -> new PoisonRecords(suite.kafka(), rooms, random));
        add(() -> new ConsumerChurn(suite.kafka(), "seq-a", StrangerAssignor.class));
        add(() -> new ConsumerChurn(suite.kafka(), "persist", CooperativeStickyAssignor.class));
    }

    private void addLong(ChaosSuite suite) {
        var pauses = new Pauses(suite, random);
        var links = new LinkFaults(suite, random);
        add(() -> pauses.chatPod(20), () -> pauses.messageService(20), () -> pauses.kafka(20));
        add(() -> pauses.postgres(60), () -> pauses.redis(20));
        add(links::slowReaders, links::deafReaders);
        add(() -> new RollingRestart(suite, "everything", services(suite)));
        var restore = new PostgresRestore(suite);
        restore.takeSnapshot();
        add(() -> restore);
    }

    private static List<String> services(ChaosSuite suite) {
        var names = new ArrayList<>(suite.pods());
        names.addAll(List.of(ChaosSuite.MESSAGE, ChaosSuite.USER, ChaosSuite.GATEWAY));
        return names;
    }

    @SafeVarargs
    private void add(Supplier<Fault>... more) {
        for (var card : more) {
            cards.add(card);
        }
    }

    /**
     * Leaves out all other kinds.
     *
     * @param beginning of the kinds that stay
     * @throws ChaosException if there is no such kind
     */
    public void keepOnly(String beginning) {
        cards.removeIf(card -> !card.get().kind().startsWith(beginning));
        if (cards.isEmpty()) {
            throw new ChaosException("No kind of fault begins with \"%s\".".formatted(beginning));
        }
    }

    /** The next fault that can be applied now; those that cannot keep their turn. */
    public Optional<Fault> deal(Predicate<Fault> isPossible) {
        if (left.isEmpty()) {
            shuffleIn();
        }
        var fault = firstPossible(isPossible);
        if (fault.isEmpty() && left.size() < cards.size()) {
            // at the end of the deck only those may be left that have to wait
            shuffleIn();
            fault = firstPossible(isPossible);
        }
        return fault;
    }

    private void shuffleIn() {
        var shuffled = new ArrayList<>(cards);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        left.addAll(shuffled);
    }

    private Optional<Fault> firstPossible(Predicate<Fault> isPossible) {
        for (var card : left) {
            var fault = card.get();
            if (isPossible.test(fault)) {
                left.remove(card);
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
