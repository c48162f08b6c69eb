package io.parley.chat.link;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How lines of the log look; the logging system reads the same property before anything else.
 *
 * @param format text for people, json for machines
 */
@Validated
@ConfigurationProperties("parley.log")
record LogSettings(
        @Pattern(regexp = "text|json", message = "PARLEY_LOG_FORMAT must be text or json")
                String format) {}
