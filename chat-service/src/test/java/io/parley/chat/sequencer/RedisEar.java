package io.parley.chat.sequencer;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.parley.model.RoomId;
import io.parley.model.event.EventJson;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.RedisKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a chat pod would hear and find in Redis. */
final class RedisEar implements AutoCloseable {

    record Heard(RoomEvent event, Instant at) {

        Duration delay() {
            return Duration.between(event.at(), at);
        }
    }

    private final Map<String, Queue<Heard>> heard = new ConcurrentHashMap<>();
    private final Queue<String> ticks = new ConcurrentLinkedQueue<>();
    private final RedisClient client;
    private final RedisCommands<String, String> commands;

    RedisEar(String url) {
        client = RedisClient.create(RedisURI.create(url));
        commands = client.connect().sync();
        var pubSub = client.connectPubSub();
        pubSub.addListener(
                new RedisPubSubAdapter<>() {
                    @Override
                    public void message(String pattern, String channel, String message) {
                        hear(channel, message);
                    }
                });
        pubSub.sync().psubscribe("{p*}:*");
    }

    RedisCommands<String, String> commands() {
        return commands;
    }

    /** The room's published events in the order in which they came. */
    List<Heard> published(RoomId room) {
        return List.copyOf(queue(RedisKeys.channel(room)));
    }

    List<RoomEvent> publishedEvents(RoomId room) {
        return published(room).stream().map(Heard::event).toList();
    }

    List<RoomEvent> stream(RoomId room) {
        return commands.xrange(RedisKeys.stream(room), Range.unbounded()).stream()
                .map(entry -> event(entry.getId(), entry.getBody()))
                .toList();
    }

    List<String> ticks() {
        return List.copyOf(ticks);
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }

    private void hear(String channel, String message) {
        if (channel.endsWith(":t")) {
            ticks.add(message);
        } else {
            queue(channel).add(new Heard(EventJson.read(message), Instant.now()));
        }
    }

    private Queue<Heard> queue(String channel) {
        return heard.computeIfAbsent(channel, _ -> new ConcurrentLinkedQueue<>());
    }

    private static RoomEvent event(String id, Map<String, String> body) {
        var event = EventJson.read(body.getOrDefault("e", ""));
        if (!id.equals(event.seq() + "-0")) {
            throw new AssertionError("entry " + id + " holds event " + event.seq());
        }
        return event;
    }
}
