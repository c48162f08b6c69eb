package io.parley.chat.command;

import io.parley.chat.link.KafkaSettings;
import io.parley.model.log.ChatLog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Shut while the log acknowledges nothing: a send is then refused at once and for certain, where it
 * would otherwise end after many seconds with nobody knowing how. Opens with the first
 * acknowledgement, or when all partitions answer a question.
 */
@Component
public class LogGate implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(LogGate.class);
    private static final Duration CHECK = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMillis(1_250);

    /** One could be a pause of this pod itself, with the answers waiting to be read. */
    private static final int CHECKS_IN_A_ROW = 2;

    private static final Duration FIRST_QUESTION_AFTER = Duration.ofMillis(500);
    private static final Duration LONGEST_BETWEEN_QUESTIONS = Duration.ofSeconds(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

    private static final Map<TopicPartition, OffsetSpec> QUESTION =
            IntStream.range(0, ChatLog.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(ChatLog.TOPIC, partition))
                    .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));

    private final int most;
    private final Admin admin;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("log-gate").factory());
    private volatile long progressAt = System.nanoTime();
    private volatile boolean isOpen = true;

    // The timer's own
    private int stuckChecks;
    private long askAt = System.nanoTime();
    private Duration pause = FIRST_QUESTION_AFTER;

    LogGate(KafkaSettings kafka, SendLimits limits, SendMetrics metrics) {
        this.most = limits.inFlight();
        this.admin = Admin.create(kafka.connection().config());
        metrics.watch(inFlight, () -> isOpen);
        var _ =
                timer.scheduleWithFixedDelay(
                        this::check, CHECK.toMillis(), CHECK.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean isOpen() {
        return isOpen;
    }

    /**
     * Counts a record in that is on its way now; false where it must not be sent. Whoever is in
     * leaves in the end.
     */
    boolean enter() {
        if (!isOpen) {
            return false;
        }
        var before = inFlight.getAndIncrement();
        if (before == 0) {
            progressAt = System.nanoTime();
        }
        if (before >= most) {
            inFlight.decrementAndGet();
            return false;
        }
        return true;
    }

    /** The log has answered, or nobody waits for its answer any more. */
    void leave(boolean isAppended) {
        inFlight.decrementAndGet();
        if (isAppended) {
            progressAt = System.nanoTime();
            if (!isOpen) {
                open();
            }
        }
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
        admin.close(Duration.ZERO);
    }

    private void check() {
        try {
            if (!isOpen) {
                askWhenDue();
            } else if (isStuck()) {
                shut();
            }
        } catch (RuntimeException e) {
            log.error("the log cannot be watched", e);
        }
    }

    private boolean isStuck() {
        var isLate = inFlight.get() > 0 && System.nanoTime() - progressAt > PATIENCE.toNanos();
        stuckChecks = isLate ? stuckChecks + 1 : 0;
        return stuckChecks >= CHECKS_IN_A_ROW;
    }

    private void shut() {
        isOpen = false;
        stuckChecks = 0;
        pause = FIRST_QUESTION_AFTER;
        askAt = System.nanoTime() + pause.toNanos();
        log.warn("the log acknowledges nothing, sends are refused inFlight={}", inFlight.get());
    }

    private void open() {
        progressAt = System.nanoTime();
        isOpen = true;
        log.info("the log takes records again");
    }

    private void askWhenDue() {
        if (System.nanoTime() - askAt < 0) {
            return;
        }
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_BETWEEN_QUESTIONS) < 0 ? pause : LONGEST_BETWEEN_QUESTIONS;
        askAt = System.nanoTime() + pause.toNanos();
        var options = new ListOffsetsOptions().timeoutMs((int) ANSWER_WITHIN.toMillis());
        var _ =
                admin.listOffsets(QUESTION, options)
                        .all()
                        .whenComplete((_, failure) -> answered(failure));
    }

    private void answered(@Nullable Throwable failure) {
        if (failure == null && !isOpen) {
            open();
        }
    }
}
