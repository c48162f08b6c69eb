package io.parley.chat.sequencer;

import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One group's thread on this pod. A consumer that fails is replaced by a new one, for as long as
 * the pod lives: the walk can be resumed anywhere.
 */
final class RoomSequencer {

    private static final Logger LOG = LoggerFactory.getLogger(RoomSequencer.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);

    private final SequencerGroup.Member member;
    private final RoomStreams streams;
    private final PartitionArchive archive;
    private final SequencerMetrics metrics;
    private final Clock clock;
    private final Thread thread;

    /** Guards {@link #polling}, so that none is woken that is closed already. */
    private final Object lock = new Object();

    private @Nullable KafkaConsumer<byte[], byte[]> polling;
    private volatile boolean isStopping;

    RoomSequencer(
            SequencerGroup.Member member,
            RoomStreams streams,
            PartitionArchive archive,
            SequencerMetrics metrics,
            Clock clock) {
        this.member = member;
        this.streams = streams;
        this.archive = archive;
        this.metrics = metrics;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name(group().id()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Hands over: what was read goes to Redis, its offset is committed, the group is left. */
    void stop() {
        isStopping = true;
        synchronized (lock) {
            if (polling != null) {
                polling.wakeup();
            }
        }
        try {
            if (!thread.join(STOP_TIMEOUT)) {
                LOG.atWarn()
                        .addKeyValue("group", group().id())
                        .log("Sequencer did not end in time");
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    SequencerGroup group() {
        return member.group();
    }

    SequencerStatus status() {
        return metrics.status();
    }

    private void run() {
        var wait = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));
        while (!isStopping) {
            try {
                consume(wait);
            } catch (WakeupException e) {
                LOG.debug("Woken to stop");
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("group", group().id())
                        .log("Sequencer failed, begins anew", e);
                pause(wait.next());
            }
        }
        metrics.now(SequencerStatus.NONE);
    }

    private void consume(Backoff wait) {
        var consumer = new KafkaConsumer<byte[], byte[]>(member.consumerConfig());
        try {
            polling(consumer);
            var loop = new SequencerLoop(consumer, streams, archive, metrics, member.pace(), clock);
            while (!isStopping) {
                loop.turn();
                wait.reset();
            }
        } finally {
            polling(null);
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    private void polling(@Nullable KafkaConsumer<byte[], byte[]> consumer) {
        synchronized (lock) {
            polling = consumer;
        }
    }

    private void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            isStopping = true;
        }
    }
}
