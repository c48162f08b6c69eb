package io.parley.chat.command;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of what is on its way to the log.
 *
 * @param inFlight messages of all sessions; further ones are refused
 */
@Validated
@ConfigurationProperties("parley.send")
record SendLimits(
        @Min(value = 1, message = "PARLEY_SENDS_IN_FLIGHT must be 1 to 100000")
                @Max(value = 100_000, message = "PARLEY_SENDS_IN_FLIGHT must be 1 to 100000")
                int inFlight) {}
