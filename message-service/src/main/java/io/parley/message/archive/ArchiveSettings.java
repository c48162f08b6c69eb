package io.parley.message.archive;

import io.parley.service.WrongSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is stored.
 *
 * @param step what comes within it is stored in one transaction; what comes alone is stored at once
 */
@ConfigurationProperties("parley.archive")
record ArchiveSettings(@DefaultValue("25ms") Duration step) {

    private static final Duration LONGEST = Duration.ofMillis(500);

    ArchiveSettings {
        if (step.isNegative() || step.compareTo(LONGEST) > 0) {
            throw new WrongSetting("PARLEY_ARCHIVE_STEP is wrong: set it to 0ms to 500ms");
        }
    }
}
