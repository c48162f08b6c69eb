package io.parley.user.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.user.settings.InvalidSetting;
import java.security.MessageDigest;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The secret that services show each other. */
@ConfigurationProperties("parley.internal")
record InternalSettings(String secret) {

    private static final int SHORTEST = 32;

    InternalSettings {
        if (secret.length() < SHORTEST) {
            throw new InvalidSetting(
                    "PARLEY_INTERNAL_SECRET must have 32 characters at least: set the same random"
                            + " value for all services, for example from 'openssl rand -hex 32'.");
        }
    }

    /** Takes the same time for every candidate of one length. */
    boolean accepts(String candidate) {
        return MessageDigest.isEqual(secret.getBytes(UTF_8), candidate.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "InternalSettings[]";
    }
}
