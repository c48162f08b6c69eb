package io.parley.user.secret;

import io.parley.service.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What seals secrets in the database.
 *
 * @param secret empty leaves them in clear
 */
@ConfigurationProperties("parley.seal")
record SealSettings(String secret) {

    private static final int SHORTEST = 32;

    SealSettings {
        if (!secret.isEmpty() && secret.length() < SHORTEST) {
            throw new WrongSetting(
                    "PARLEY_SIGNING_KEY_SECRET must have 32 characters at least, for example from"
                            + " 'openssl rand -hex 32'.");
        }
    }

    @Override
    public String toString() {
        return "SealSettings[]";
    }
}
