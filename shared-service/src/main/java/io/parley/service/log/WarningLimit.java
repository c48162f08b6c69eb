package io.parley.service.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets each logger of a library warn so many times at once, then now and then. Libraries warn of
 * each request that is no HTTP, each connection that breaks: whoever makes them must not be able to
 * fill the disk. The project's own lines pass; none of them is written for what a client sends.
 */
final class WarningLimit extends TurboFilter {

    static final int AT_ONCE = 20;
    static final Duration BETWEEN = Duration.ofSeconds(10);

    private static final String OWN = "io.parley";
    private static final long FULL_NANOS = BETWEEN.toNanos() * AT_ONCE;

    private final Map<String, Budget> budgets = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private final Consumer<String> onSuppressed;

    /**
     * @param onSuppressed gets the name of the logger, once for each line that is left out
     */
    WarningLimit(LongSupplier nanoTime, Consumer<String> onSuppressed) {
        this.nanoTime = nanoTime;
        this.onSuppressed = onSuppressed;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        var isQuestion = format == null && failure == null;
        if (isQuestion || !level.isGreaterOrEqual(Level.WARN) || isOwn(logger.getName())) {
            return FilterReply.NEUTRAL;
        }
        if (logger.isEnabledFor(level) && !budget(logger).take(nanoTime.getAsLong())) {
            onSuppressed.accept(logger.getName());
            return FilterReply.DENY;
        }
        return FilterReply.NEUTRAL;
    }

    private Budget budget(Logger logger) {
        return budgets.computeIfAbsent(logger.getName(), _ -> new Budget(nanoTime.getAsLong()));
    }

    private static boolean isOwn(String logger) {
        return logger.startsWith(OWN);
    }

    /** A line costs so much time; at most that of a whole burst is saved up. */
    private static final class Budget {

        private long savedSince;

        Budget(long now) {
            savedSince = now - FULL_NANOS;
        }

        synchronized boolean take(long now) {
            if (now - savedSince > FULL_NANOS) {
                savedSince = now - FULL_NANOS;
            }
            if (now - savedSince < BETWEEN.toNanos()) {
                return false;
            }
            savedSince += BETWEEN.toNanos();
            return true;
        }
    }
}
