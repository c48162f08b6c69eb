package io.parley.user.token;

import io.parley.user.settings.InvalidSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How access tokens are signed.
 *
 * @param issuer claim {@code iss}
 * @param keySecret seals the signing keys in the database; empty leaves them in clear
 */
@ConfigurationProperties("parley.token")
record TokenSettings(String issuer, String keySecret) {

    private static final int SHORTEST_SECRET = 32;
    private static final int LONGEST_ISSUER = 200;

    TokenSettings {
        if (issuer.isBlank() || issuer.length() > LONGEST_ISSUER) {
            throw new InvalidSetting(
                    "PARLEY_TOKEN_ISSUER must have 1 to 200 characters, the same for all"
                            + " services.");
        }
        if (!keySecret.isEmpty() && keySecret.length() < SHORTEST_SECRET) {
            throw new InvalidSetting(
                    "PARLEY_SIGNING_KEY_SECRET must have 32 characters at least, for example from"
                            + " 'openssl rand -hex 32'.");
        }
    }

    @Override
    public String toString() {
        return "TokenSettings[issuer=" + issuer + "]";
    }
}
