package io.parley.gateway.settings;

import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a client's socket may do.
 *
 * @param framesPerSecond WebSocket frames that are taken from one client, twice as many at once;
 *     faster ones wait in its own connection
 */
@Validated
@ConfigurationProperties("parley.sockets")
public record SocketSettings(
        @DefaultValue("500")
                @Range(
                        min = 50,
                        max = 100_000,
                        message =
                                "PARLEY_FRAMES_PER_SECOND must be 50 to 100000 WebSocket frames of one client")
                int framesPerSecond) {}
