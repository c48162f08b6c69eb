package io.parley.chat.sequencer;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How the log is sequenced.
 *
 * @param groups consumer groups that each walk the whole log. With two, a pod that dies stalls no
 *     room, for each partition has an owner on another pod too
 * @param step what comes within it goes on together
 * @param standby by how much the second group stays behind while the first one works
 */
@Validated
@ConfigurationProperties("parley.chat.sequencer")
record SequencerSettings(
        @Min(value = 1, message = "PARLEY_SEQUENCER_GROUPS must be 1 or 2")
                @Max(value = 2, message = "PARLEY_SEQUENCER_GROUPS must be 1 or 2")
                int groups,
        @DurationMax(millis = 100, message = "PARLEY_SEQUENCER_STEP must be 0ms to 100ms")
                @DurationMin(millis = 0, message = "PARLEY_SEQUENCER_STEP must be 0ms to 100ms")
                Duration step,
        @DurationMax(seconds = 1, message = "PARLEY_SEQUENCER_STANDBY must be 0ms to 1s")
                @DurationMin(millis = 0, message = "PARLEY_SEQUENCER_STANDBY must be 0ms to 1s")
                Duration standby) {}
