package io.parley.chat.sequencer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.parley.chat.link.RedisLink;
import io.parley.model.RoomId;
import io.parley.model.log.RedisKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The rooms' streams and channels in Redis. Appending the same events twice, late, or by two
 * writers at once changes nothing: see the head of {@code append-events.lua}.
 */
final class RoomStreams {

    /** Most events of one call. */
    static final int BATCH = 100;

    /** Most entries of a stream. */
    static final int LENGTH = 500;

    private static final Duration LIFE = Duration.ofHours(24);
    private static final String SCRIPT = script("append-events.lua");

    private final RedisLink redis;
    private final String digest;

    RoomStreams(RedisLink redis) {
        this.redis = redis;
        this.digest = redis.async().digest(SCRIPT);
    }

    /** Grows when the link was lost and is back: Redis may have lost what it took. */
    int reconnects() {
        return redis.connects();
    }

    /** Answers a number that grows with each call, unless Redis has lost something since. */
    CompletionStage<Long> pulse(int partition) {
        return redis.async().incr(RedisKeys.pulse(partition));
    }

    /**
     * Appends events of one partition in order, by one call.
     *
     * @param replaceable rooms whose streams may begin anew at an event that does not follow
     * @return what Redis took. Fails where Redis is away; some of the events may have been taken
     *     then
     */
    CompletableFuture<Appended> append(List<NumberedEvent> events, Set<RoomId> replaceable) {
        var rooms = indexed(events);
        var keys = keys(rooms);
        var arguments = arguments(events, rooms, replaceable);
        return call(keys, arguments).thenApply(answer -> appended(rooms, answer));
    }

    /** Tells how far a partition has come; a tick that gets lost is followed by another. */
    void tick(int partition, String json) {
        var _ = redis.publish(RedisKeys.ticks(partition), json);
    }

    private CompletableFuture<List<Long>> call(String[] keys, String[] arguments) {
        return redis.async()
                .<List<Long>>evalsha(digest, ScriptOutputType.MULTI, keys, arguments)
                .toCompletableFuture()
                .exceptionallyCompose(
                        failure ->
                                failure instanceof RedisNoScriptException
                                        ? load(keys, arguments)
                                        : CompletableFuture.failedFuture(failure));
    }

    /** After a restart or a flush Redis does not know the script; this call teaches it. */
    private CompletableFuture<List<Long>> load(String[] keys, String[] arguments) {
        return redis.async()
                .<List<Long>>eval(SCRIPT, ScriptOutputType.MULTI, keys, arguments)
                .toCompletableFuture();
    }

    private static Map<RoomId, Integer> indexed(List<NumberedEvent> events) {
        var rooms = new LinkedHashMap<RoomId, Integer>();
        for (var event : events) {
            rooms.putIfAbsent(event.room(), rooms.size() + 1);
        }
        return rooms;
    }

    private static String[] keys(Map<RoomId, Integer> rooms) {
        var keys = new ArrayList<String>(2 * rooms.size());
        for (var room : rooms.keySet()) {
            keys.add(RedisKeys.stream(room));
            keys.add(RedisKeys.channel(room));
        }
        return keys.toArray(String[]::new);
    }

    private String[] arguments(
            List<NumberedEvent> events, Map<RoomId, Integer> rooms, Set<RoomId> replaceable) {
        var arguments = new ArrayList<String>(3 + rooms.size() + 4 * events.size());
        arguments.add(Integer.toString(LENGTH));
        arguments.add(Long.toString(LIFE.toSeconds()));
        arguments.add(redis.publishCommand());
        for (var room : rooms.keySet()) {
            arguments.add(replaceable.contains(room) ? "replace" : "keep");
        }
        for (var event : events) {
            arguments.add(String.valueOf(rooms.get(event.room())));
            arguments.add(Long.toString(event.seq()));
            arguments.add(event.isDeletion() ? "first" : "next");
            arguments.add(event.json());
        }
        return arguments.toArray(String[]::new);
    }

    private static Appended appended(Map<RoomId, Integer> rooms, List<Long> answer) {
        var tops = new HashMap<RoomId, Long>();
        var holes = new HashMap<RoomId, Long>();
        rooms.forEach(
                (room, index) -> {
                    tops.put(room, answer.get(index - 1));
                    var hole = answer.get(rooms.size() + index - 1);
                    if (hole > 0) {
                        holes.put(room, hole);
                    }
                });
        return new Appended(tops, holes);
    }

    /**
     * What a call has done.
     *
     * @param tops for each room the top of its stream before
     * @param holes for each room with a hole before one of its events the top of its stream; that
     *     event and those after it were not taken
     */
    record Appended(Map<RoomId, Long> tops, Map<RoomId, Long> holes) {

        /** False for an event that the stream had. */
        boolean isFirst(NumberedEvent event) {
            return event.seq() > tops.getOrDefault(event.room(), 0L);
        }
    }

    private static String script(String name) {
        try (var file = RoomStreams.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not packed with the program");
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
