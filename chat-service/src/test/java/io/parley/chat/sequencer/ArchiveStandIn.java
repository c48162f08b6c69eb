package io.parley.chat.sequencer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.model.MessageId;
import io.parley.model.RoomId;
import io.parley.model.event.HistoryPage;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.ChatLog;
import io.parley.model.log.PartitionSnapshot;
import io.parley.model.log.SequenceFunction;
import io.parley.model.log.SequenceFunction.Outcome;
import io.parley.model.log.StoredEvent;
import io.parley.model.service.ServiceName;
import io.parley.model.wire.InternalApi;
import io.parley.model.wire.Json;
import io.parley.test.Infrastructure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The part of message-service that the sequencer asks, over a real port: it walks the same real log
 * with the same function, and can be told to be away or to fall behind.
 */
final class ArchiveStandIn implements AutoCloseable {

    /** Pages end by bytes: each is short, and none but an empty one is the last. */
    private static final int PAGE = 7;

    private final Map<Integer, Stored> partitions = new HashMap<>();
    private final HttpServer server;
    private volatile boolean isAway;
    private volatile boolean isRoomHistoryAway;
    private volatile boolean isBehind;
    private volatile boolean isClosed;

    ArchiveStandIn(String kafka) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(InternalApi.PREFIX, this::answer);
        server.start();
        Thread.ofPlatform().daemon().name("archive-stand-in").start(() -> walk(kafka));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers nothing but 503. */
    void away(boolean away) {
        isAway = away;
    }

    /** Answers 503 to who asks for a room's events. */
    void roomHistoryAway(boolean away) {
        isRoomHistoryAway = away;
    }

    /** Stores nothing new. */
    void behind(boolean behind) {
        isBehind = behind;
    }

    /** The room's events as the function numbers them. */
    synchronized List<RoomEvent> events(RoomId room) {
        return stored(ChatLog.partitionOf(room)).events.stream()
                .map(StoredEvent::event)
                .filter(event -> event.roomId().equals(room))
                .toList();
    }

    @Override
    public void close() {
        isClosed = true;
        server.stop(0);
    }

    private void walk(String kafka) {
        Map<String, Object> config =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                                ByteArrayDeserializer.class);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(config)) {
            var all =
                    IntStream.range(0, ChatLog.PARTITIONS)
                            .mapToObj(partition -> new TopicPartition(ChatLog.TOPIC, partition))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (!isClosed) {
                if (isBehind) {
                    consumer.pause(all);
                } else {
                    consumer.resume(consumer.paused());
                }
                consumer.poll(Duration.ofMillis(50)).forEach(this::store);
            }
        }
    }

    private synchronized void store(ConsumerRecord<byte[], byte[]> entry) {
        stored(entry.partition()).take(entry);
    }

    private synchronized Stored stored(int partition) {
        return partitions.computeIfAbsent(partition, Stored::new);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring(InternalApi.PREFIX.length() + 1);
        var token = exchange.getRequestHeaders().getFirst(InternalApi.TOKEN_HEADER);
        var isRefused =
                isAway
                        || (isRoomHistoryAway && path.startsWith("rooms/"))
                        || !Infrastructure.isServiceToken(token, ServiceName.MESSAGE);
        var body =
                isRefused
                        ? "{}"
                        : Json.MAPPER.writeValueAsString(
                                answer(
                                        path,
                                        Objects.requireNonNullElse(
                                                exchange.getRequestURI().getQuery(), "")));
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(isRefused ? 503 : 200, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private synchronized Object answer(String path, String query) {
        var parts = path.split("/", -1);
        if (parts[0].equals("rooms")) {
            return history(RoomId.of(parts[1]), number(query, "after"), number(query, "limit"));
        }
        var stored = stored(Integer.parseInt(parts[1]));
        return parts.length == 2
                ? stored.snapshot()
                : stored.between(number(query, "fromOffset"), number(query, "toOffset"));
    }

    private HistoryPage history(RoomId room, long after, long limit) {
        var all = events(room);
        var page =
                all.stream()
                        .filter(event -> event.seq() > after)
                        .limit(Math.min(limit, PAGE))
                        .toList();
        return new HistoryPage(page, all.size(), true, all.size());
    }

    private static long number(String query, String name) {
        var found = Pattern.compile("(?:^|&)" + name + "=(\\d+)").matcher(query);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + name + " in " + query);
        }
        return Long.parseLong(found.group(1));
    }

    /** What is stored of one partition. */
    private static final class Stored {

        private final SequenceFunction function;
        private final List<StoredEvent> events = new ArrayList<>();
        private final Map<RoomId, Long> lastSeqs = new HashMap<>();
        private final Map<MessageId, Instant> ids = new HashMap<>();
        private long nextOffset;
        private boolean isStopped;

        Stored(int partition) {
            function = SequenceFunction.atStartOf(partition);
        }

        void take(ConsumerRecord<byte[], byte[]> entry) {
            if (isStopped) {
                return;
            }
            var at = Instant.ofEpochMilli(entry.timestamp());
            switch (function.next(entry.offset(), at, entry.key(), entry.value())) {
                case Outcome.Sequenced(RoomEvent event) -> {
                    events.add(new StoredEvent(entry.offset(), event));
                    lastSeqs.put(event.roomId(), event.seq());
                    ids.put(event.messageId(), event.at());
                }
                case Outcome.Duplicate(_, MessageId id, Instant seen) -> ids.put(id, seen);
                case Outcome.Unaddressed _ -> {}
                case Outcome.UnknownVersion _ -> {
                    isStopped = true;
                    return;
                }
            }
            nextOffset = entry.offset() + 1;
        }

        PartitionSnapshot snapshot() {
            return new PartitionSnapshot(
                    nextOffset, new SequenceFunction.State(function.clock(), lastSeqs, ids));
        }

        List<StoredEvent> between(long from, long to) {
            return events.stream()
                    .filter(stored -> from <= stored.offset() && stored.offset() < to)
                    .limit(PAGE)
                    .toList();
        }
    }
}
