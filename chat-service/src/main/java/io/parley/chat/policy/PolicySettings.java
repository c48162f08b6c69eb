package io.parley.chat.policy;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How long this pod goes by what it knew last of rooms and accounts, where it hears nothing new.
 *
 * @param refuseAfter then nothing is sent or subscribed to
 * @param closeAfter then sessions are sent elsewhere
 */
@Validated
@ConfigurationProperties("parley.policy")
record PolicySettings(
        @DurationMin(seconds = 3, message = "PARLEY_POLICY_REFUSE_AFTER must be 3s to 10s")
                @DurationMax(seconds = 10, message = "PARLEY_POLICY_REFUSE_AFTER must be 3s to 10s")
                Duration refuseAfter,
        @DurationMin(seconds = 10, message = "PARLEY_POLICY_CLOSE_AFTER must be 10s to 60s")
                @DurationMax(seconds = 60, message = "PARLEY_POLICY_CLOSE_AFTER must be 10s to 60s")
                Duration closeAfter) {}
