package io.parley.gateway.settings;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where gateways count together.
 *
 * @param url empty makes each gateway count alone
 */
@Validated
@ConfigurationProperties("parley.redis")
public record RedisSettings(
        @DefaultValue("")
                @Pattern(
                        regexp = "(rediss?://.+)?",
                        message =
                                "PARLEY_REDIS_URL must be such as redis://redis:6379, or empty for a single gateway")
                String url) {

    /** The address may hold a password. */
    @Override
    public String toString() {
        return "RedisSettings[url=…]";
    }
}
