package io.parley.chat.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of what is brought to members.
 *
 * @param resumeEvents further behind, a client reads history by itself and its feed starts at the
 *     head
 * @param pollsPerSecond questions to message-service in place of live events
 * @param waiting tasks, most of them live events, that wait for one of the threads that own rooms
 */
@Validated
@ConfigurationProperties("parley.delivery")
public record DeliveryLimits(
        @Min(value = 1, message = "PARLEY_RESUME_EVENTS must be 1 to 100000")
                @Max(value = 100_000, message = "PARLEY_RESUME_EVENTS must be 1 to 100000")
                int resumeEvents,
        @Min(value = 1, message = "PARLEY_POLLS_PER_SECOND must be 1 to 10000")
                @Max(value = 10_000, message = "PARLEY_POLLS_PER_SECOND must be 1 to 10000")
                int pollsPerSecond,
        @Min(value = 64, message = "PARLEY_LIVE_EVENTS_WAITING must be 64 to 1000000")
                @Max(
                        value = 1_000_000,
                        message = "PARLEY_LIVE_EVENTS_WAITING must be 64 to 1000000")
                int waiting) {}
