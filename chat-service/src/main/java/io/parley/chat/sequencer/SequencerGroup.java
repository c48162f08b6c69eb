package io.parley.chat.sequencer;

import io.parley.kafka.connection.KafkaConnection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The consumer groups that walk the log, each all of it. */
enum SequencerGroup {
    A("seq-a", 1),
    B("seq-b", 2);

    /** The least that brokers allow: how long a dead pod keeps its partitions in one group. */
    private static final int SESSION_TIMEOUT_MS = 6_000;

    /** Also how soon the members of a group learn that it changes. */
    private static final int HEARTBEAT_MS = 1_000;

    private static final int MAX_POLL_INTERVAL_MS = 60_000;

    /** Of one turn: a poll that gives so many says that there are more. */
    static final int MAX_POLL_RECORDS = 500;

    private final String id;
    private final int rank;

    SequencerGroup(String id, int rank) {
        this.id = id;
        this.rank = rank;
    }

    static List<SequencerGroup> first(int count) {
        return List.of(values()).subList(0, count);
    }

    String id() {
        return id;
    }

    /** Whether it waits for another group to be first. */
    private boolean mayStandBy() {
        return rank > 1;
    }

    /** This pod as a member of the group. */
    Member member(KafkaConnection kafka, String podId, SequencerSettings settings) {
        return new Member(
                this, consumerConfig(kafka, podId), new SequencerPace(mayStandBy(), settings));
    }

    /** What a pod needs to take part. */
    record Member(SequencerGroup group, Map<String, Object> consumerConfig, SequencerPace pace) {}

    /** The group has no say in numbers and never guesses where to begin: reset is "none". */
    private Map<String, Object> consumerConfig(KafkaConnection kafka, String podId) {
        var config = kafka.config();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, id);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, id + "-" + podId);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MS);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(RankedAssignor.class.getName()));
        config.put(RankedAssignor.POD_CONFIG, podId);
        config.put(RankedAssignor.RANK_CONFIG, rank);
        return config;
    }
}
