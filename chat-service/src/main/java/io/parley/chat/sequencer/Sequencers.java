package io.parley.chat.sequencer;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.chat.link.KafkaSettings;
import io.parley.chat.link.MessageService;
import io.parley.chat.link.PodSettings;
import io.parley.chat.link.RedisLink;
import io.parley.kafka.trace.MessageTracer;
import io.parley.redis.RedisConnections;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/** The groups of this pod, from its start to its end. */
@Component
@DependsOn("chatLogTopic")
class Sequencers implements SmartLifecycle {

    /** Started first and stopped last: sessions that are being closed may still send. */
    private static final int PHASE = 0;

    private final RedisLink redis;
    private final PartitionArchive archive;
    private final List<RoomSequencer> sequencers;
    private volatile boolean isRunning;

    Sequencers(
            SequencerSettings settings,
            KafkaSettings kafka,
            PodSettings pod,
            RedisConnections connections,
            MessageService messageService,
            MeterRegistry registry,
            MessageTracer tracer) {
        this.redis = new RedisLink(connections);
        this.archive = new PartitionArchive(messageService);
        var streams = new RoomStreams(redis);
        var clock = Clock.systemUTC();
        this.sequencers =
                SequencerGroup.first(settings.groups()).stream()
                        .map(
                                group ->
                                        new RoomSequencer(
                                                group.member(
                                                        kafka.connection(), pod.id(), settings),
                                                streams,
                                                archive,
                                                new SequencerMetrics(
                                                        registry, group.id(), clock, tracer),
                                                clock))
                        .toList();
    }

    @Override
    public void start() {
        isRunning = true;
        sequencers.forEach(RoomSequencer::start);
    }

    /** Both groups at once: each may take some seconds. */
    @Override
    public void stop() {
        var stops =
                sequencers.stream()
                        .map(sequencer -> Thread.startVirtualThread(sequencer::stop))
                        .toList();
        stops.forEach(Sequencers::await);
        archive.close();
        redis.close();
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    Map<SequencerGroup, SequencerStatus> status() {
        var status = new EnumMap<SequencerGroup, SequencerStatus>(SequencerGroup.class);
        sequencers.forEach(of -> status.put(of.group(), of.status()));
        return status;
    }

    private static void await(Thread stop) {
        try {
            stop.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
