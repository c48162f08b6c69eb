package io.parley.user.access;

import io.parley.service.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The secret by which services sign what they show each other. */
@ConfigurationProperties("parley.internal")
record InternalSettings(String secret) {

    private static final int SHORTEST = 32;

    InternalSettings {
        if (secret.length() < SHORTEST) {
            throw new WrongSetting(
                    "PARLEY_INTERNAL_SECRET must have 32 characters at least: set the same random"
                            + " value for all services, for example from 'openssl rand -hex 32'.");
        }
    }

    @Override
    public String toString() {
        return "InternalSettings[]";
    }
}
