package io.parley.gateway.settings;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the gateway leaves.
 *
 * @param time over which open sockets are closed at a stop; few sockets take less
 */
@Validated
@ConfigurationProperties("parley.drain")
public record DrainSettings(
        @DefaultValue("10s")
                @DurationMin(
                        millis = 0,
                        message = "PARLEY_DRAIN_TIME must be 0s to 60s, for example 10s")
                @DurationMax(
                        seconds = 60,
                        message = "PARLEY_DRAIN_TIME must be 0s to 60s, for example 10s")
                Duration time) {}
