package io.parley.user.token;

import io.parley.service.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How access tokens are signed.
 *
 * @param issuer claim {@code iss}
 */
@ConfigurationProperties("parley.token")
record TokenSettings(String issuer) {

    private static final int LONGEST_ISSUER = 200;

    TokenSettings {
        if (issuer.isBlank() || issuer.length() > LONGEST_ISSUER) {
            throw new WrongSetting(
                    "PARLEY_TOKEN_ISSUER must have 1 to 200 characters, the same for all"
                            + " services.");
        }
    }
}
