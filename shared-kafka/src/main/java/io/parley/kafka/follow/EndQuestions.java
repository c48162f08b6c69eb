package io.parley.kafka.follow;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka once a second where a topic ends, on a connection and a thread of its own. */
final class EndQuestions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EndQuestions.class);
    private static final long LOOK_MS = 100;
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int ANSWER_WITHIN_MS = 2_000;

    private final FollowedTopic topic;
    private final Applied applied;
    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> question;
    private final ScheduledExecutorService timer;

    /** The timer's own. */
    private long lastAskedAt = System.nanoTime() - EVERY.toNanos();

    EndQuestions(FollowedTopic topic, Applied applied) {
        this.topic = topic;
        this.applied = applied;
        this.admin = Admin.create(LogFollower.clientConfig(topic.kafka()));
        this.question =
                topic.all().stream()
                        .collect(Collectors.toMap(where -> where, _ -> OffsetSpec.latest()));
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("fresh-" + topic.name()).factory());
        var _ = timer.scheduleWithFixedDelay(this::look, 0, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        admin.close(Duration.ZERO);
    }

    /**
     * Before the follower stands somewhere in the topic, its end says nothing; and until it has
     * reached the end once, somebody waits for it.
     */
    private void look() {
        var isDue = System.nanoTime() - lastAskedAt >= EVERY.toNanos();
        if (applied.positions() != null && (isDue || !applied.hasReachedEnd())) {
            ask();
        }
    }

    private void ask() {
        try {
            var askedAt = System.nanoTime();
            lastAskedAt = askedAt;
            var _ =
                    admin.listOffsets(
                                    question, new ListOffsetsOptions().timeoutMs(ANSWER_WITHIN_MS))
                            .all()
                            .whenComplete(
                                    (ends, failure) -> {
                                        if (failure == null) {
                                            answered(askedAt, ends);
                                        }
                                    });
        } catch (RuntimeException e) {
            LOG.error("the end of {} cannot be asked for", topic.name(), e);
        }
    }

    private void answered(long askedAt, Map<TopicPartition, ListOffsetsResultInfo> found) {
        var ends =
                topic.all().stream()
                        .map(where -> Objects.requireNonNull(found.get(where)).offset())
                        .toList();
        applied.ends(new Applied.Question(askedAt, ends));
    }
}
