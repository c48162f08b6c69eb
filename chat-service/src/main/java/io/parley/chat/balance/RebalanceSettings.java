package io.parley.chat.balance;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How a pod that is fuller than others sends people to them.
 *
 * @param percent of its sessions a second at most; 0: it keeps them
 * @param after how long loads must have been uneven before
 */
@Validated
@ConfigurationProperties("parley.rebalance")
record RebalanceSettings(
        @Min(value = 0, message = "PARLEY_REBALANCE_PERCENT must be 0 to 20")
                @Max(value = 20, message = "PARLEY_REBALANCE_PERCENT must be 0 to 20")
                int percent,
        @DurationMin(seconds = 1, message = "PARLEY_REBALANCE_AFTER must be 1s to 600s")
                @DurationMax(seconds = 600, message = "PARLEY_REBALANCE_AFTER must be 1s to 600s")
                Duration after) {}
