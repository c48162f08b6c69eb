package io.parley.message.post;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the changes of posts are kept for followers that come back.
 *
 * @param keepChanges age at which a change is forgotten
 * @param keepAtLeast how many of the newest stay whatever their age
 */
@Validated
@ConfigurationProperties("parley.posts")
record PostSettings(
        @DefaultValue("30d") @DurationMin(hours = 1) Duration keepChanges,
        @DefaultValue("1000") @Min(1) long keepAtLeast) {}
