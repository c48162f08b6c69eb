package io.parley.user.settings;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How lines of the log look; the logging system reads the same property before anything else.
 *
 * @param format text for people, json for machines
 */
@ConfigurationProperties("parley.log")
record LogSettings(String format) {

    LogSettings {
        if (!Set.of("text", "json").contains(format)) {
            throw new InvalidSetting("PARLEY_LOG_FORMAT must be text or json.");
        }
    }
}
