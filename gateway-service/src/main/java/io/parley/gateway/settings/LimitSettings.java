package io.parley.gateway.settings;

import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many requests over HTTP are taken.
 *
 * @param signInsPerMinute from one address, of what is asked without a token to get one; half as
 *     many at once
 * @param refreshesPerMinute from one address, and logouts; half as many at once
 * @param requestsPerSecond of one account; ten times as many at once
 * @param addressRequestsPerSecond from one address, of all kinds; ten times as many at once
 * @param redisPatience after which a gateway counts alone
 */
@Validated
@ConfigurationProperties("parley.limits")
public record LimitSettings(
        @DefaultValue("120")
                @Range(
                        min = 2,
                        max = MOST,
                        message =
                                "PARLEY_SIGN_INS_PER_MINUTE must be 2 to 1000000 requests from one address")
                int signInsPerMinute,
        @DefaultValue("1200")
                @Range(
                        min = 2,
                        max = MOST,
                        message =
                                "PARLEY_REFRESHES_PER_MINUTE must be 2 to 1000000 requests from one address")
                int refreshesPerMinute,
        @DefaultValue("50")
                @Range(
                        min = 1,
                        max = MOST,
                        message =
                                "PARLEY_REQUESTS_PER_SECOND must be 1 to 1000000 requests of one account")
                int requestsPerSecond,
        @DefaultValue("500")
                @Range(
                        min = 1,
                        max = MOST,
                        message =
                                "PARLEY_ADDRESS_REQUESTS_PER_SECOND must be 1 to 1000000 requests from one address")
                int addressRequestsPerSecond,
        @DefaultValue("50ms")
                @DurationMin(
                        millis = 5,
                        message = "PARLEY_REDIS_PATIENCE must be 5ms to 10s, for example 50ms")
                @DurationMax(
                        seconds = 10,
                        message = "PARLEY_REDIS_PATIENCE must be 5ms to 10s, for example 50ms")
                Duration redisPatience) {

    private static final long MOST = 1_000_000;
}
