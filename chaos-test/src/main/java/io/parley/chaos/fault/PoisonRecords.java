package io.parley.chaos.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.chaos.control.ChaosSuite;
import io.parley.model.RoomId;
import io.parley.model.log.ChatLog;
import io.parley.stack.infrastructure.KafkaAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Somebody writes records to the chat log that are no messages (F19). Each takes a number of its
 * room as a placeholder, or belongs to no room at all.
 */
final class PoisonRecords implements Fault {

    private static final int ROOMS = 3;

    private final KafkaAccess kafka;
    private final List<String> rooms;
    private final RandomGenerator random;

    PoisonRecords(KafkaAccess kafka, List<String> rooms, RandomGenerator random) {
        this.kafka = kafka;
        this.rooms = List.copyOf(rooms);
        this.random = random;
    }

    @Override
    public String kind() {
        return "F19 poison in the log";
    }

    @Override
    public String detail() {
        return "in " + ROOMS + " rooms";
    }

    @Override
    public Set<Effect> allows() {
        return Set.of(Effect.PUSH_LATE);
    }

    @Override
    public Duration hold() {
        return Duration.ZERO;
    }

    @Override
    public void apply() {
        try (var producer = producer()) {
            for (int i = 0; i < ROOMS; i++) {
                var room = rooms.get(random.nextInt(rooms.size()));
                int partition = ChatLog.partitionOf(RoomId.of(room));
                for (var value : values(room)) {
                    send(producer, partition, room, value);
                }
                send(producer, partition, "no room", "{}");
                send(producer, (partition + 1) % ChatLog.PARTITIONS, room, "{\"v\":1}");
            }
            producer.flush();
        }
    }

    private List<String> values(String room) {
        var whole = message(room, "whole");
        var values = new ArrayList<String>();
        values.add("");
        values.add("no JSON");
        values.add(whole.substring(0, random.nextInt(1, whole.length())));
        values.add(whole + whole);
        values.add(message(rooms.getFirst().equals(room) ? rooms.get(1) : rooms.getFirst(), "x"));
        values.add(message(room, "NUL \\u0000"));
        values.add(message(room, "half a pair \\ud83d"));
        values.add(whole.replace("message.created", "message.unheard.of"));
        values.add(whole.replace("\"v\":1", "\"v\":\"1\""));
        values.add("[".repeat(5_000));
        // what a reader of version 1 would not know is no record of version 1
        values.add(whole.replace("message.created", "message.edited"));
        values.add(newer(whole, "message.edited"));
        values.add(newer(whole, "message.deleted"));
        values.add(newer(whole, "reaction.changed"));
        return values;
    }

    /** Of a type that names its target, without one. */
    private static String newer(String whole, String type) {
        return whole.replace("message.created", type).replace("\"v\":1", "\"v\":3");
    }

    private String message(String room, String text) {
        return ("{\"v\":1,\"id\":\"%016x%016x\",\"room\":\"%s\",\"actor\":{\"id\":"
                        + "\"00000000-0000-0000-0000-000000000000\",\"name\":\"nobody\",\"role\":\"USER\"},"
                        + "\"type\":\"message.created\",\"data\":{\"text\":\"%s\"}}")
                .formatted(random.nextLong(), random.nextLong(), room, text);
    }

    /** Whether it got there does not matter: the log says so. */
    private static void send(
            KafkaProducer<byte[], byte[]> producer, int partition, String key, String value) {
        var _ =
                producer.send(
                        new ProducerRecord<>(
                                ChatLog.TOPIC,
                                partition,
                                key.getBytes(UTF_8),
                                value.getBytes(UTF_8)));
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                kafka.config(Map.of(ProducerConfig.ACKS_CONFIG, "all")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void heal() {
        // what is in the log stays there
    }

    @Override
    public List<String> affected() {
        return List.of(ChaosSuite.KAFKA);
    }
}
