package io.parley.message.room.settings;

import io.parley.model.log.LogRecord;
import io.parley.service.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The log's records.
 *
 * @param writeVersion the newest version that is written: chat pods of the release before stop at a
 *     newer one
 */
@ConfigurationProperties("parley.log-records")
record LogRecordSettings(@DefaultValue("3") int writeVersion) {

    private static final int OLDEST = 2;

    LogRecordSettings {
        if (writeVersion < OLDEST || writeVersion > LogRecord.VERSION) {
            throw new WrongSetting(
                    "PARLEY_WRITE_LOG_VERSION is wrong: set it to a number of 2 to "
                            + LogRecord.VERSION);
        }
    }
}
