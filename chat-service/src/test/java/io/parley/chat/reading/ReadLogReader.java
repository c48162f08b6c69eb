package io.parley.chat.reading;

import static org.awaitility.Awaitility.await;

import io.parley.model.RoomId;
import io.parley.model.read.ReadLog;
import io.parley.model.read.ReadMove;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What message-service would find in the read log from now on. */
final class ReadLogReader implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ReadMove> moves = new ArrayList<>();

    ReadLogReader(String kafka) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka,
                                "group.id",
                                UUID.randomUUID().toString(),
                                "enable.auto.commit",
                                "false"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        var all =
                IntStream.range(0, ReadLog.PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(ReadLog.TOPIC, partition))
                        .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
    }

    /** The moves of a room so far, in the order of the log. */
    List<ReadMove> moves(RoomId room) {
        for (var entry : consumer.poll(Duration.ofMillis(50))) {
            var move = ReadMove.parse(entry.value()).orElseThrow();
            if (ReadLog.partitionOf(move.userId()) != entry.partition()) {
                throw new AssertionError("a move stands in a partition of another person");
            }
            moves.add(move);
        }
        return moves.stream().filter(move -> move.roomId().equals(room)).toList();
    }

    /** The same, once there are so many. */
    List<ReadMove> awaitMoves(RoomId room, int count) {
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(60))
                .until(() -> moves(room).size() >= count);
        return moves(room);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
