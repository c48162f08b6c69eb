package io.parley.chat.sequencer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.chat.link.InternalSettings;
import io.parley.chat.link.KafkaSettings;
import io.parley.chat.link.MessageService;
import io.parley.chat.link.PodSettings;
import io.parley.kafka.connection.KafkaSecurity;
import io.parley.kafka.trace.MessageTracer;
import io.parley.model.log.ChatLog;
import io.parley.redis.RedisConnections;
import io.parley.redis.RedisSettings;
import io.parley.test.Infrastructure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sequencer's part of a chat pod; as a program of its own, one that can be killed. */
final class SequencerPod implements AutoCloseable {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final RedisConnections redis;
    private final Sequencers sequencers;

    SequencerPod(String id, int groups, String kafka, String redisUrl, String archiveUrl) {
        redis = new RedisConnections(RedisSettings.of(redisUrl));
        sequencers =
                new Sequencers(
                        new SequencerSettings(groups, Duration.ofMillis(5), Duration.ofMillis(100)),
                        new KafkaSettings(kafka, (short) 1, KafkaSecurity.NONE),
                        new PodSettings(id),
                        redis,
                        new MessageService(
                                new InternalSettings(
                                        Infrastructure.INTERNAL_SECRET, archiveUrl, archiveUrl)),
                        registry,
                        MessageTracer.off());
        sequencers.start();
    }

    /** Arguments: pod id, groups, Kafka, Redis, archive. Runs until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        new SequencerPod(
                arguments[0],
                Integer.parseInt(arguments[1]),
                arguments[2],
                arguments[3],
                arguments[4]);
        Thread.currentThread().join();
    }

    /** A pod in a process of its own. */
    static Process startProcess(Path log, String... arguments) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SequencerPod.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    SequencerStatus status(SequencerGroup group) {
        return sequencers.status().getOrDefault(group, SequencerStatus.NONE);
    }

    /** True when the group has all of the log's partitions here, and walks them. */
    boolean walksAll(SequencerGroup group) {
        var status = status(group);
        return status.owned() == ChatLog.PARTITIONS && status.starting() == 0;
    }

    /** Events that the group has brought to Redis, or found there. */
    double events(SequencerGroup group) {
        return count("parley.sequencer.events", group);
    }

    /** Calls to Redis that brought them. */
    double batches(SequencerGroup group) {
        return count("parley.sequencer.batches", group);
    }

    private double count(String name, SequencerGroup group) {
        return registry.get(name).tag("group", group.id()).counter().count();
    }

    double refed(SequencerMetrics.Source source) {
        return registry
                .find("parley.sequencer.refed")
                .tag("source", source.name().toLowerCase(Locale.ROOT))
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() {
        sequencers.stop();
        redis.close();
    }
}
