package io.parley.chat.admission;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Whom this pod lets in, and how it lets them go.
 *
 * @param sessions open at one time
 * @param connectsPerSecond CONNECTs, of which as many may come at once
 * @param heapPercent with more of the heap in use after a collection nobody is let in
 * @param connectWithin how long a connection may wait before it says who it is
 * @param drain over how long a stopping pod closes its sessions
 */
@Validated
@ConfigurationProperties("parley.admission")
public record AdmissionLimits(
        @Min(value = 1, message = "PARLEY_SESSIONS_PER_POD must be 1 to 1000000")
                @Max(value = 1_000_000, message = "PARLEY_SESSIONS_PER_POD must be 1 to 1000000")
                int sessions,
        @Min(value = 1, message = "PARLEY_CONNECTS_PER_SECOND must be 1 to 100000")
                @Max(value = 100_000, message = "PARLEY_CONNECTS_PER_SECOND must be 1 to 100000")
                int connectsPerSecond,
        @Min(value = 1, message = "PARLEY_CONNECT_HEAP_PERCENT must be 1 to 100")
                @Max(value = 100, message = "PARLEY_CONNECT_HEAP_PERCENT must be 1 to 100")
                int heapPercent,
        @DurationMin(seconds = 1, message = "PARLEY_CONNECT_WITHIN must be 1s to 60s")
                @DurationMax(seconds = 60, message = "PARLEY_CONNECT_WITHIN must be 1s to 60s")
                Duration connectWithin,
        @DurationMin(millis = 0, message = "PARLEY_DRAIN must be 0s to 60s")
                @DurationMax(seconds = 60, message = "PARLEY_DRAIN must be 0s to 60s")
                Duration drain) {}
