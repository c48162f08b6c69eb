package io.parley.message.post;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps the log of changes from growing for ever; followers behind it get a reset. */
@Component
class ForgetOldChanges {

    private static final Logger LOG = LoggerFactory.getLogger(ForgetOldChanges.class);
    private static final int EVERY_MINUTES = 60;

    private final PostLog log;
    private final PostSettings settings;

    ForgetOldChanges(PostLog log, PostSettings settings) {
        this.log = log;
        this.settings = settings;
    }

    @Scheduled(fixedDelay = EVERY_MINUTES, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void forget() {
        try {
            var forgotten = log.forget(settings.keepChanges(), settings.keepAtLeast());
            LOG.atInfo().addKeyValue("changes", forgotten).log("old changes of posts forgotten");
        } catch (DataAccessException outage) {
            LOG.atWarn()
                    .addKeyValue("outage", outage.getClass().getSimpleName())
                    .log("old changes of posts stay until the next round");
        }
    }
}
