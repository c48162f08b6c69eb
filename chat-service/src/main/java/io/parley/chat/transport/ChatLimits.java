package io.parley.chat.transport;

import jakarta.validation.constraints.AssertTrue;
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
 * @param frame size of a STOMP frame at most
 * @param queue what waits for a client at most; a quarter of it is kept for answers
 * @param slowAfter how long a write may be blocked before the session is closed
 * @param coalesce the steady interval between a busy session's writes
 * @param heartBeat after so much silence the client is asked for a sign of life, and the shortest
 *     interval of heart-beats that it is promised
 * @param silentFor after so much silence it is cut
 */
@Validated
@ConfigurationProperties("parley.limits")
public record ChatLimits(
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
        @DataSizeBetween(
                        least = "36KB",
                        most = "64KB",
                        message = "PARLEY_MAX_FRAME must be 36KB to 64KB")
                DataSize frame,
        @DataSizeBetween(
                        least = "64KB",
                        most = "16MB",
                        message = "PARLEY_SESSION_QUEUE must be 64KB to 16MB")
                DataSize queue,
        @DurationMin(millis = 100, message = "PARLEY_SLOW_AFTER must be 100ms to 60s")
                @DurationMax(seconds = 60, message = "PARLEY_SLOW_AFTER must be 100ms to 60s")
                Duration slowAfter,
        @DurationMin(millis = 0, message = "PARLEY_COALESCE must be 0ms to 1s")
                @DurationMax(seconds = 1, message = "PARLEY_COALESCE must be 0ms to 1s")
                Duration coalesce,
        @DurationMin(seconds = 2, message = "PARLEY_HEART_BEAT must be 2s to 60s")
                @DurationMax(seconds = 60, message = "PARLEY_HEART_BEAT must be 2s to 60s")
                Duration heartBeat,
        @DurationMin(seconds = 2, message = "PARLEY_SILENT_FOR must be 2s to 300s")
                @DurationMax(seconds = 300, message = "PARLEY_SILENT_FOR must be 2s to 300s")
                Duration silentFor) {

    @AssertTrue(message = "PARLEY_SILENT_FOR must be longer than PARLEY_HEART_BEAT")
    boolean isAskedBeforeItIsCut() {
        return silentFor.compareTo(heartBeat) > 0;
    }

    /** Headers of one frame. */
    public static final int MAX_HEADERS = 32;

    /** Characters of one header. */
    public static final int MAX_HEADER_CHARS = 2 * 1024;

    /** With the second between two looks at a session, nothing is pushed 30 s after expiry. */
    public static final Duration TOKEN_GRACE = Duration.ofSeconds(28);

    /** How long before its token expires a session is told so. */
    public static final Duration TOKEN_WARNING = Duration.ofSeconds(60);
}
