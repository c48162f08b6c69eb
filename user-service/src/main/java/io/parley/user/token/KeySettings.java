package io.parley.user.token;

import io.parley.service.WrongSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long a signing key signs.
 *
 * @param life after which it is replaced by itself
 */
@ConfigurationProperties("parley.signing-key")
record KeySettings(Duration life) {

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(3650);

    KeySettings {
        if (life.compareTo(SHORTEST) < 0 || life.compareTo(LONGEST) > 0) {
            throw new WrongSetting(
                    "PARLEY_SIGNING_KEY_LIFE must be between 1h and 3650d, for example 90d.");
        }
    }
}
