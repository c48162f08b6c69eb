package io.parley.chat.presence.lease;

import io.lettuce.core.KeyValue;
import io.lettuce.core.Range;
import io.parley.chat.link.RedisLink;
import io.parley.model.UserId;
import io.parley.model.log.RedisKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/**
 * The leases in Redis: for each run of a pod and each slot a hash of people, which is gone when
 * nobody renews it. Commands on one slot are done in the order in which they were asked for.
 */
@Component
class LeaseStore {

    /** Nobody is taken for there for longer after the last sign of the pod. */
    static final Duration TERM = Duration.ofSeconds(12);

    /** Clocks of pods may differ by less. */
    private static final Duration RUN_IS_KNOWN_FOR = Duration.ofMinutes(1);

    /** The field that holds the number of the newest change. */
    private static final String NUMBER = "#";

    private final RedisLink redis;

    LeaseStore(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * What a run says of some people of a slot.
     *
     * @param number of the change as of which it is so
     * @param people those of them who are there
     */
    record Row(long number, Map<UserId, LeaseState> people) {}

    /** Changes a lease that is there; one that is not lacks its others, and is seen to do so. */
    CompletionStage<?> change(
            int slot, String run, long number, Map<UserId, LeaseState> now, Set<UserId> gone) {
        var key = RedisKeys.lease(slot, run);
        var commands = redis.async();
        var written = commands.hset(key, fields(number, now));
        if (!gone.isEmpty()) {
            var _ = commands.hdel(key, gone.stream().map(UserId::toString).toArray(String[]::new));
        }
        return written;
    }

    /** Writes a whole lease anew. */
    CompletionStage<?> write(int slot, String run, long number, Map<UserId, LeaseState> people) {
        var key = RedisKeys.lease(slot, run);
        var commands = redis.async();
        var _ = commands.del(key);
        var _ = commands.hset(key, fields(number, people));
        return commands.expire(key, TERM);
    }

    CompletionStage<?> remove(int slot, String run) {
        return redis.async().del(RedisKeys.lease(slot, run));
    }

    /** False where it is not there any more. */
    CompletionStage<Boolean> renew(int slot, String run, Duration term) {
        return redis.async().expire(RedisKeys.lease(slot, run), term);
    }

    /** Says that the run has people; true where that was not known. */
    CompletionStage<Boolean> register(String run, Instant now) {
        var commands = redis.async();
        var _ =
                commands.zremrangebyscore(
                        RedisKeys.runs(), Range.create(0, score(now.minus(RUN_IS_KNOWN_FOR))));
        return commands.zadd(RedisKeys.runs(), score(now), run).thenApply(added -> added > 0);
    }

    /** The runs that had people lately. */
    CompletionStage<List<String>> runs() {
        return redis.async().zrange(RedisKeys.runs(), 0, -1).thenApply(List::copyOf);
    }

    /** What a run says of some people of one slot; empty where it has no lease there. */
    CompletionStage<Optional<Row>> find(int slot, String run, Set<UserId> people) {
        var asked = new ArrayList<String>();
        asked.add(NUMBER);
        people.forEach(person -> asked.add(person.toString()));
        return redis.async()
                .hmget(RedisKeys.lease(slot, run), asked.toArray(String[]::new))
                .thenApply(LeaseStore::row);
    }

    /** What all runs together say of these people, whoever watches them. */
    CompletableFuture<Map<UserId, LeaseState>> findAll(Set<UserId> people) {
        var bySlot = bySlot(people);
        return runs().thenCompose(runs -> findAll(runs, bySlot)).toCompletableFuture();
    }

    private CompletableFuture<Map<UserId, LeaseState>> findAll(
            List<String> runs, Map<Integer, Set<UserId>> bySlot) {
        var rows = new ArrayList<CompletableFuture<Optional<Row>>>();
        for (var run : runs) {
            bySlot.forEach((slot, some) -> rows.add(find(slot, run, some).toCompletableFuture()));
        }
        return CompletableFuture.allOf(rows.toArray(CompletableFuture[]::new))
                .thenApply(
                        _ -> {
                            var all = new HashMap<UserId, LeaseState>();
                            rows.forEach(
                                    row ->
                                            row.join()
                                                    .ifPresent(
                                                            found ->
                                                                    found.people.forEach(
                                                                            (id, state) ->
                                                                                    all.merge(
                                                                                            id,
                                                                                            state,
                                                                                            LeaseState
                                                                                                    ::and))));
                            return all;
                        });
    }

    /** How many entries all leases have together. */
    CompletableFuture<Integer> count() {
        return runs().thenCompose(this::count).toCompletableFuture();
    }

    private CompletableFuture<Integer> count(List<String> runs) {
        var sizes = new ArrayList<CompletableFuture<Long>>();
        for (var run : runs) {
            for (var slot = 0; slot < RedisKeys.PERSON_SLOTS; slot++) {
                sizes.add(redis.async().hlen(RedisKeys.lease(slot, run)).toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(sizes.toArray(CompletableFuture[]::new))
                .thenApply(
                        _ ->
                                // One field of each is no person
                                sizes.stream()
                                        .mapToInt(size -> (int) Math.max(0, size.join() - 1))
                                        .sum());
    }

    static Map<Integer, Set<UserId>> bySlot(Iterable<UserId> people) {
        var bySlot = new HashMap<Integer, Set<UserId>>();
        people.forEach(
                person ->
                        bySlot.computeIfAbsent(RedisKeys.slotOf(person), _ -> new HashSet<>())
                                .add(person));
        return bySlot;
    }

    private static double score(Instant time) {
        return time.getEpochSecond();
    }

    private static Map<String, String> fields(long number, Map<UserId, LeaseState> people) {
        var fields = new HashMap<String, String>();
        fields.put(NUMBER, Long.toString(number));
        people.forEach((person, state) -> fields.put(person.toString(), state.code()));
        return fields;
    }

    private static Optional<Row> row(List<KeyValue<String, String>> fields) {
        var people = new HashMap<UserId, LeaseState>();
        for (var field : fields.subList(1, fields.size())) {
            field.optional()
                    .flatMap(LeaseState::of)
                    .ifPresent(state -> people.put(UserId.of(field.getKey()), state));
        }
        return fields.getFirst().optional().map(number -> new Row(Long.parseLong(number), people));
    }
}
