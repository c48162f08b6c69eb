package io.parley.service.log;

import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/**
 * Bounds what libraries log in every service. {@code parley.log.suppressed}: their lines that were
 * left out.
 */
@AutoConfiguration
public class LogLimits implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(LogLimits.class);

    private final Counter suppressed;
    private final AtomicBoolean isTold = new AtomicBoolean();
    private final WarningLimit limit;

    LogLimits(ObjectProvider<MeterRegistry> registry) {
        suppressed =
                Counter.builder("parley.log.suppressed")
                        .description("warnings of libraries that were left out of the log")
                        .register(registry.getIfAvailable(SimpleMeterRegistry::new));
        limit = new WarningLimit(System::nanoTime, this::onSuppressed);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.addTurboFilter(limit);
        }
    }

    @Override
    public void destroy() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.getTurboFilterList().remove(limit);
        }
    }

    private void onSuppressed(String logger) {
        suppressed.increment();
        if (isTold.compareAndSet(false, true)) {
            log.atWarn()
                    .addKeyValue("logger", logger)
                    .log("too many warnings: some are left out, parley.log.suppressed counts them");
        }
    }
}
