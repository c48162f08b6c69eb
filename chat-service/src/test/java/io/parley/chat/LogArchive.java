package io.parley.chat;

import io.parley.model.MessageId;
import io.parley.model.MessageRef;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.event.EventData;
import io.parley.model.event.EventType;
import io.parley.model.event.HistoryPage;
import io.parley.model.event.RoomEvent;
import io.parley.model.log.ChatLog;
import io.parley.model.log.PartitionSnapshot;
import io.parley.model.log.SequenceFunction;
import io.parley.model.log.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What message-service would have stored: the chat log as far as it goes at each question. */
final class LogArchive implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], byte[]> log;
    private final List<TopicPartition> partitions =
            IntStream.range(0, ChatLog.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(ChatLog.TOPIC, partition))
                    .toList();
    private final Map<Integer, SequenceFunction> functions = new HashMap<>();
    private final Map<Integer, List<StoredEvent>> events = new HashMap<>();

    LogArchive(String kafka) {
        log =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka, "default.api.timeout.ms", 5_000),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    synchronized HistoryPage events(RoomId room, long after, int limit) {
        catchUp();
        var all =
                events.getOrDefault(ChatLog.partitionOf(room), List.of()).stream()
                        .map(StoredEvent::event)
                        .filter(event -> event.roomId().equals(room))
                        .toList();
        long head = all.size();
        var page = all.stream().filter(event -> event.seq() > after).limit(limit).toList();
        return new HistoryPage(page, head, true, head);
    }

    /** How many records the log has of the room's partition, repeats and all. */
    synchronized long records(RoomId room) {
        catchUp();
        return log.position(partitions.get(ChatLog.partitionOf(room)));
    }

    synchronized List<RoomEvent> all(RoomId room) {
        return events(room, 0, Integer.MAX_VALUE).items();
    }

    synchronized PartitionSnapshot snapshot(int partition) {
        catchUp();
        var function = functions.computeIfAbsent(partition, SequenceFunction::atStartOf);
        var lastSeqs = new HashMap<RoomId, Long>();
        var recentIds = new HashMap<MessageId, Instant>();
        for (var stored : events.getOrDefault(partition, List.of())) {
            lastSeqs.put(stored.event().roomId(), stored.event().seq());
            recentIds.put(stored.event().messageId(), stored.event().at());
        }
        return new PartitionSnapshot(
                log.position(partitions.get(partition)),
                new SequenceFunction.State(function.clock(), lastSeqs, recentIds));
    }

    synchronized List<StoredEvent> stored(int partition, long from, long to) {
        return events.getOrDefault(partition, List.of()).stream()
                .filter(stored -> stored.offset() >= from && stored.offset() < to)
                .toList();
    }

    @Override
    public synchronized void close() {
        log.close();
    }

    private void catchUp() {
        if (log.assignment().isEmpty()) {
            log.assign(partitions);
            log.seekToBeginning(partitions);
        }
        var ends = log.endOffsets(partitions);
        while (partitions.stream()
                .anyMatch(
                        partition -> log.position(partition) < ends.getOrDefault(partition, 0L))) {
            log.poll(POLL)
                    .forEach(
                            record ->
                                    take(
                                            record.partition(),
                                            record.offset(),
                                            functions
                                                    .computeIfAbsent(
                                                            record.partition(),
                                                            SequenceFunction::atStartOf)
                                                    .next(
                                                            record.offset(),
                                                            Instant.ofEpochMilli(
                                                                    record.timestamp()),
                                                            record.key(),
                                                            record.value())));
        }
    }

    private void take(int partition, long offset, SequenceFunction.Outcome outcome) {
        if (outcome instanceof SequenceFunction.Outcome.Sequenced(RoomEvent event)) {
            var stored = events.computeIfAbsent(partition, _ -> new ArrayList<>());
            var isLate = event.target().filter(of -> isRedacted(stored, event, of)).isPresent();
            stored.add(new StoredEvent(offset, isLate ? event.redacted() : event));
            if (event.type() == EventType.MESSAGE_DELETED) {
                event.target().ifPresent(target -> redact(stored, event, target));
            }
        }
    }

    /** A deletion takes the words out of the message and of its edits, where it counts. */
    private static void redact(List<StoredEvent> stored, RoomEvent deletion, MessageRef target) {
        var isCounted =
                stored.stream()
                        .map(StoredEvent::event)
                        .filter(event -> isCreation(event, deletion, target))
                        .anyMatch(
                                event ->
                                        event.actor().id().equals(deletion.actor().id())
                                                || deletion.actor().role() == Role.ADMIN);
        if (isCounted) {
            stored.replaceAll(
                    each ->
                            isAbout(each.event(), deletion, target)
                                    ? new StoredEvent(each.offset(), each.event().redacted())
                                    : each);
        }
    }

    private static boolean isRedacted(List<StoredEvent> stored, RoomEvent event, MessageRef of) {
        return stored.stream()
                .map(StoredEvent::event)
                .filter(earlier -> isCreation(earlier, event, of))
                .anyMatch(earlier -> earlier.data() instanceof EventData.Redacted);
    }

    private static boolean isCreation(RoomEvent event, RoomEvent of, MessageRef target) {
        return event.roomId().equals(of.roomId()) && event.messageId().equals(target.messageId());
    }

    private static boolean isAbout(RoomEvent event, RoomEvent of, MessageRef target) {
        return isCreation(event, of, target)
                || (event.roomId().equals(of.roomId())
                        && event.target().filter(target::equals).isPresent());
    }
}
