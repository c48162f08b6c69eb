package io.parley.message.history;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.parley.message.infra.RedisLink;
import io.parley.model.RoomId;
import io.parley.model.event.EventJson;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.RedisKeys;
import io.parley.redis.RedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * The newest events of rooms, from their streams in Redis. A stream may be behind or gone, but what
 * it holds is what the log says. It begins anew with each deletion of a message, so that a run of a
 * stream which reaches as far as the rows is as good as these: it has no words that they have lost.
 */
@Component
class HotEvents {

    /** What a stream keeps at most. */
    static final int MOST = 500;

    private static final Logger LOG = LoggerFactory.getLogger(HotEvents.class);
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final String FIELD = "e";

    private final RedisLink redis;

    /** In nanoTime; a Redis that does not answer costs one reader a second its patience. */
    private final AtomicLong restUntil = new AtomicLong(System.nanoTime());

    HotEvents(RedisLink redis) {
        this.redis = redis;
    }

    /** Whether the room's stream has that event: all deletions before it have reached it. */
    boolean reaches(RoomId room, long seq) {
        return !run(room, seq, seq).isEmpty();
    }

    /** The run of events that begins with {@code from}, to {@code to} at most; perhaps empty. */
    List<RoomEvent> run(RoomId room, long from, long to) {
        if (from > to || System.nanoTime() - restUntil.get() < 0) {
            return List.of();
        }
        return redis.connection().map(open -> read(open, room, from, to)).orElse(List.of());
    }

    private List<RoomEvent> read(RedisConnection open, RoomId room, long from, long to) {
        try {
            var entries =
                    open.async()
                            .xrange(
                                    RedisKeys.stream(room),
                                    Range.create(from + "-0", to + "-0"),
                                    Limit.from(MOST))
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return runOf(entries, from);
        } catch (TimeoutException | ExecutionException away) {
            restUntil.set(System.nanoTime() + REST.toNanos());
            LOG.atDebug().addKeyValue("outage", away.getClass().getSimpleName()).log("no stream");
        } catch (JacksonException unreadable) {
            LOG.atWarn().addKeyValue("room", room).log("a stream holds what is no event");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    private static List<RoomEvent> runOf(List<StreamMessage<String, String>> entries, long from) {
        var run = new ArrayList<RoomEvent>(entries.size());
        for (var entry : entries) {
            var event = EventJson.read(entry.getBody().getOrDefault(FIELD, ""));
            if (event.seq() != from + run.size()) {
                break;
            }
            run.add(event);
        }
        return run;
    }
}
