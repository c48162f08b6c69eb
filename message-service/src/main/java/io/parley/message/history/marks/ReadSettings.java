package io.parley.message.history.marks;

import io.parley.service.WrongSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How moves are stored.
 *
 * @param step what comes within it is stored in one transaction
 */
@ConfigurationProperties("parley.read")
record ReadSettings(@DefaultValue("250ms") Duration step) {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    ReadSettings {
        if (step.isNegative() || step.compareTo(LONGEST) > 0) {
            throw new WrongSetting("PARLEY_READ_STEP is wrong: set it to 0ms to 5s");
        }
    }
}
