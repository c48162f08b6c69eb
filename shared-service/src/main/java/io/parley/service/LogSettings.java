package io.parley.service;

import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * How lines of the log look; the logging system reads the same property before anything else.
 *
 * @param format text for people, json for machines
 */
@ConfigurationProperties("parley.log")
record LogSettings(String format) {

    private static final Pattern FORMAT = Pattern.compile("text|json");

    LogSettings {
        WrongSetting.require("PARLEY_LOG_FORMAT", format, FORMAT, "set it to text or json");
    }

    /** Has them checked by every service. */
    @AutoConfiguration
    @EnableConfigurationProperties(LogSettings.class)
    static class Checked {}
}
