package io.parley.message.archive;

import io.parley.kafka.Pace;
import io.parley.kafka.Worker;
import io.parley.message.infra.KafkaClients;
import io.parley.message.infra.Topics;
import io.parley.model.log.ChatLog;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs the loop that stores the chat log, on a thread of its own. Whatever goes wrong in it, it
 * starts over from what the database says.
 */
@Component
class Archive implements SmartLifecycle {

    static final String GROUP = "persist";

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final ArchiveSettings settings;
    private final KafkaClients kafka;
    private final LogIdentity identity;
    private final ArchiveState state;
    private final BatchWriter writer;
    private final Progress progress;
    private final ArchiveMetrics metrics;
    private final Worker worker = new Worker("archive", STOP_TIMEOUT, this::run, Archive::failed);
    private volatile @Nullable Consumer<byte[], byte[]> polled;

    Archive(
            ArchiveSettings settings,
            KafkaClients kafka,
            Topics topics,
            LogIdentity identity,
            ArchiveState state,
            BatchWriter writer,
            Progress progress,
            ArchiveMetrics metrics) {
        topics.ensure();
        identity.check();
        this.settings = settings;
        this.kafka = kafka;
        this.identity = identity;
        this.state = state;
        this.writer = writer;
        this.progress = progress;
        this.metrics = metrics;
    }

    @Override
    public void start() {
        worker.start();
    }

    /** By a word to the consumer: an interrupt could hit a transaction. */
    @Override
    public void stop() {
        worker.stop(
                () -> {
                    var consumer = polled;
                    if (consumer != null) {
                        consumer.wakeup();
                    }
                });
    }

    @Override
    public boolean isRunning() {
        return worker.isRunning();
    }

    private void run() {
        try (var consumer = kafka.consumer("message-archive", GROUP)) {
            polled = consumer;
            var held = new HeldPartitions(consumer, identity, state, progress, metrics);
            consumer.subscribe(List.of(ChatLog.TOPIC), held);
            var loop = new ArchiveLoop(consumer, held, writer, progress, metrics, this::isRunning);
            var pace = new Pace(settings.step());
            while (isRunning()) {
                pace.await();
                loop.turn();
            }
        } finally {
            polled = null;
        }
    }

    private static void failed(Throwable failure) {
        LOG.atError().setCause(failure).log("archive starts over");
    }
}
