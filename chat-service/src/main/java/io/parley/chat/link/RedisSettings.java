package io.parley.chat.link;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** Where Redis is. */
@Validated
@ConfigurationProperties("parley.redis")
public record RedisSettings(
        @Pattern(
                        regexp = "rediss?://.+",
                        message = "PARLEY_REDIS_URL must be set, for example redis://redis:6379")
                String url) {

    /** The address may hold a password. */
    @Override
    public String toString() {
        return "RedisSettings[url=…]";
    }
}
