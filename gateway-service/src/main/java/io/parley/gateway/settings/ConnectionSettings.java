package io.parley.gateway.settings;

import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many WebSockets an address may have through this gateway.
 *
 * @param perAddress open at the same time
 * @param newPerSecond opened; ten times as many at once
 * @param misdeedsPerAddress how many may be closed for what they sent before handshakes are slowed;
 *     one of them is forgotten every second
 */
@Validated
@ConfigurationProperties("parley.connections")
public record ConnectionSettings(
        @DefaultValue("500")
                @Range(
                        min = 1,
                        max = MOST,
                        message =
                                "PARLEY_CONNECTIONS_PER_ADDRESS must be 1 to 1000000 WebSockets of one address")
                int perAddress,
        @DefaultValue("20")
                @Range(
                        min = 1,
                        max = MOST,
                        message =
                                "PARLEY_NEW_CONNECTIONS_PER_SECOND must be 1 to 1000000 WebSockets of one address")
                int newPerSecond,
        @DefaultValue("10")
                @Range(
                        min = 1,
                        max = MOST,
                        message =
                                "PARLEY_MISDEEDS_PER_ADDRESS must be 1 to 1000000 WebSockets closed for what they sent")
                int misdeedsPerAddress) {

    private static final long MOST = 1_000_000;
}
