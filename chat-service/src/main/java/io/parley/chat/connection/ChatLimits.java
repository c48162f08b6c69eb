package io.parley.chat.connection;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits that a session lives under; clients are told in CONNECTED.
 *
 * @param sendsPerSecond a session's steady rate; faster ones wait, they are not refused
 * @param sendBurst sends beyond the steady rate before a session has to wait
 * @param unreceipted sends of a session on their way to the log at one time
 * @param slowAfter how long a write may be blocked before the session is closed
 * @param coalesce the steady interval between a busy session's writes
 */
@Validated
@ConfigurationProperties("parley.limits")
record ChatLimits(
        @Min(value = 1, message = "PARLEY_SENDS_PER_SECOND must be 1 to 10000")
                @Max(value = 10_000, message = "PARLEY_SENDS_PER_SECOND must be 1 to 10000")
                int sendsPerSecond,
        @Min(value = 1, message = "PARLEY_SEND_BURST must be 1 to 10000")
                @Max(value = 10_000, message = "PARLEY_SEND_BURST must be 1 to 10000")
                int sendBurst,
        @Min(value = 1, message = "PARLEY_UNRECEIPTED_SENDS must be 1 to 5000")
                @Max(value = 5_000, message = "PARLEY_UNRECEIPTED_SENDS must be 1 to 5000")
                int unreceipted,
        @Min(value = 1, message = "PARLEY_SUBSCRIPTIONS_PER_SESSION must be 1 to 10000")
                @Max(
                        value = 10_000,
                        message = "PARLEY_SUBSCRIPTIONS_PER_SESSION must be 1 to 10000")
                int subscriptions,
        @Min(value = 1, message = "PARLEY_SESSIONS_PER_USER must be 1 to 10000")
                @Max(value = 10_000, message = "PARLEY_SESSIONS_PER_USER must be 1 to 10000")
                int sessionsPerUser,
        @Min(value = 1, message = "PARLEY_SESSIONS_PER_POD must be 1 to 1000000")
                @Max(value = 1_000_000, message = "PARLEY_SESSIONS_PER_POD must be 1 to 1000000")
                int sessionsPerPod,
        DataSize queue,
        @DurationMin(millis = 100, message = "PARLEY_SLOW_AFTER must be 100ms to 60s")
                @DurationMax(seconds = 60, message = "PARLEY_SLOW_AFTER must be 100ms to 60s")
                Duration slowAfter,
        @DurationMin(millis = 0, message = "PARLEY_COALESCE must be 0ms to 1s")
                @DurationMax(seconds = 1, message = "PARLEY_COALESCE must be 0ms to 1s")
                Duration coalesce,
        @DurationMin(millis = 0, message = "PARLEY_DRAIN must be 0s to 60s")
                @DurationMax(seconds = 60, message = "PARLEY_DRAIN must be 0s to 60s")
                Duration drain) {

    static final int MAX_FRAME_BYTES = 64 * 1024;
    static final int MAX_HEADERS = 32;
    static final int MAX_HEADER_CHARS = 2 * 1024;
    static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    static final Duration HEART_BEAT = Duration.ofSeconds(25);
    static final Duration SILENT_FOR = Duration.ofSeconds(60);
    static final Duration TOKEN_GRACE = Duration.ofSeconds(30);
    static final Duration TOKEN_WARNING = Duration.ofSeconds(60);
}
