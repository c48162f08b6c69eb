package io.parley.chat.sequencer;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How the log is sequenced.
 *
 * @param groups consumer groups that each walk the whole log. With two, a pod that dies stalls no
 *     room, for each partition has an owner on another pod too
 */
@Validated
@ConfigurationProperties("parley.chat.sequencer")
record SequencerSettings(
        @Min(value = 1, message = "PARLEY_SEQUENCER_GROUPS must be 1 or 2")
                @Max(value = 2, message = "PARLEY_SEQUENCER_GROUPS must be 1 or 2")
                int groups) {}
