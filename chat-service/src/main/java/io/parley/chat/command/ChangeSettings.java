package io.parley.chat.command;

import io.parley.model.message.ChangeWindows;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How messages may be changed.
 *
 * @param perSecond a person's steady rate on this pod; faster ones wait, they are not refused
 * @param burst changes beyond the steady rate before a person has to wait
 * @param editWindow for how long an author may edit a message
 * @param deleteWindow for how long an author may delete it; admins always may
 * @param writeLogVersion the newest version of the log's records that is written
 */
@Validated
@ConfigurationProperties("parley.changes")
public record ChangeSettings(
        @Min(value = 1, message = "PARLEY_CHANGES_PER_SECOND must be 1 to 10000")
                @Max(value = 10_000, message = "PARLEY_CHANGES_PER_SECOND must be 1 to 10000")
                int perSecond,
        @Min(value = 1, message = "PARLEY_CHANGE_BURST must be 1 to 10000")
                @Max(value = 10_000, message = "PARLEY_CHANGE_BURST must be 1 to 10000")
                int burst,
        @DurationMin(seconds = 0, message = "PARLEY_EDIT_WINDOW must be 0s (never) to 3660d")
                @DurationMax(days = 3_660, message = "PARLEY_EDIT_WINDOW must be 0s to 3660d")
                Duration editWindow,
        @DurationMin(seconds = 0, message = "PARLEY_DELETE_WINDOW must be 0s (never) to 3660d")
                @DurationMax(days = 3_660, message = "PARLEY_DELETE_WINDOW must be 0s to 3660d")
                Duration deleteWindow,
        @Min(value = 2, message = "PARLEY_WRITE_LOG_VERSION must be 2 to 3")
                @Max(value = 3, message = "PARLEY_WRITE_LOG_VERSION must be 2 to 3")
                int writeLogVersion) {

    ChangeWindows windows() {
        return new ChangeWindows(editWindow, deleteWindow);
    }
}
