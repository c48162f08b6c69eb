package io.parley.chat.delivery;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.parley.chat.edge.RoomFrame;
import io.parley.chat.link.RedisLink;
import io.parley.model.RoomId;
import io.parley.model.event.EventJson;
import io.parley.model.log.RedisKeys;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/** Reads the rooms' streams in Redis. A stream is a contiguous run, and may be absent. */
@Component
class StreamReader {

    private final RedisLink redis;

    StreamReader(RedisLink redis) {
        this.redis = redis;
    }

    /** False where a question would only wait for its timeout. */
    boolean isReachable() {
        return redis.isAnswering();
    }

    /** Ascending events from {@code after + 1} on; empty where the stream does not begin there. */
    CompletionStage<List<RoomFrame>> after(RoomId room, long after, int limit) {
        var first = after + 1;
        return redis.async()
                .xrange(
                        RedisKeys.stream(room),
                        Range.create(RedisKeys.entry(first), "+"),
                        Limit.from(limit))
                .thenApply(StreamReader::frames)
                .thenApply(
                        frames ->
                                !frames.isEmpty() && frames.getFirst().seq() == first
                                        ? frames
                                        : List.of());
    }

    /** The newest events, ascending. */
    CompletionStage<List<RoomFrame>> newest(RoomId room, int limit) {
        return redis.async()
                .xrevrange(RedisKeys.stream(room), Range.unbounded(), Limit.from(limit))
                .thenApply(entries -> frames(entries.reversed()));
    }

    /** The newest seq; empty where there is no stream. */
    CompletionStage<Optional<Long>> top(RoomId room) {
        return redis.async()
                .xrevrange(RedisKeys.stream(room), Range.unbounded(), Limit.from(1))
                .thenApply(entries -> entries.stream().findFirst().map(StreamReader::seq));
    }

    /** An entry without an event is as good as none: parsing fails, and history answers. */
    private static List<RoomFrame> frames(List<StreamMessage<String, String>> entries) {
        return entries.stream()
                .map(entry -> frame(entry.getBody().getOrDefault(RedisKeys.EVENT, "")))
                .toList();
    }

    static RoomFrame frame(String json) {
        return RoomFrame.of(EventJson.read(json), json);
    }

    private static long seq(StreamMessage<String, String> entry) {
        var id = entry.getId();
        return Long.parseLong(id, 0, id.indexOf('-'), 10);
    }
}
