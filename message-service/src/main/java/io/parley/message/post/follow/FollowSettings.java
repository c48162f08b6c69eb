package io.parley.message.post.follow;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of following posts, for each replica.
 *
 * @param maxFollowers streams at once
 * @param maxPerPerson streams of one person
 * @param maxPerAddress streams from one address; a company may be behind one
 * @param lookEvery how often the log is looked at without a bell: the delay while Redis is away
 * @param recent how much of the newest changes is kept in memory
 * @param maxLag how far a follower may be behind before it is cut off, to come back and resume
 */
@Validated
@ConfigurationProperties("parley.posts.follow")
record FollowSettings(
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxFollowers,
        @DefaultValue("5") @Min(1) int maxPerPerson,
        @DefaultValue("500") @Min(1) int maxPerAddress,
        @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(seconds = 5) Duration lookEvery,
        @DefaultValue("4MB") DataSize recent,
        @DefaultValue("8MB") DataSize maxLag) {}
