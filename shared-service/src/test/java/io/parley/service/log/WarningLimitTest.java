package io.parley.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What is left of a flood of warnings. */
class WarningLimitTest {

    private final LoggerContext logback = new LoggerContext();
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final List<String> suppressed = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1_000;

    @BeforeEach
    void write() {
        logback.addTurboFilter(new WarningLimit(() -> now, suppressed::add));
        written.start();
        logback.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(written);
        logback.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    }

    @Test
    void aLibraryWarnsSoManyTimesAtOnceAndThenNowAndThen() {
        flood("a.library", 1_000);
        assertThat(written.list).hasSize(WarningLimit.AT_ONCE);
        assertThat(suppressed).hasSize(980).containsOnly("a.library");

        now += 3 * WarningLimit.BETWEEN.toNanos();
        flood("a.library", 1_000);
        assertThat(written.list).hasSize(WarningLimit.AT_ONCE + 3);

        now += 1_000 * WarningLimit.BETWEEN.toNanos();
        flood("a.library", 1_000);
        assertThat(written.list).hasSize(2 * WarningLimit.AT_ONCE + 3);
    }

    @Test
    void aFailureCountsAsMuchAsAText() {
        var logger = logback.getLogger("a.library");
        for (var i = 0; i < 100; i++) {
            logger.error("it failed", new IllegalStateException());
        }

        assertThat(written.list).hasSize(WarningLimit.AT_ONCE);
    }

    @Test
    void othersAreNotMeantNorIsWhatIsNoWarning() {
        flood("a.library", 100);

        flood("another.library", 5);
        flood("io.parley.chat.Sessions", 100);
        for (var i = 0; i < 100; i++) {
            logback.getLogger("a.library").info("all is well");
        }

        assertThat(written.list).hasSize(WarningLimit.AT_ONCE + 205);
    }

    @Test
    void aQuestionAndALevelThatIsOffCostNothing() {
        var logger = logback.getLogger("a.library");
        logger.setLevel(Level.ERROR);
        flood("a.library", 100);
        logger.setLevel(Level.WARN);
        for (var i = 0; i < 100; i++) {
            assertThat(logger.isWarnEnabled()).isTrue();
        }

        assertThat(suppressed).isEmpty();
        flood("a.library", WarningLimit.AT_ONCE);
        assertThat(written.list).hasSize(WarningLimit.AT_ONCE);
    }

    private void flood(String logger, int lines) {
        for (var i = 0; i < lines; i++) {
            logback.getLogger(logger).warn("no HTTP from {}", i);
        }
    }
}
