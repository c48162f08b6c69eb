package io.parley.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach Redis.
 *
 * @param url one of the forms of {@link RedisUrl}; empty where there is none
 * @param caFile the authorities, in PEM, that sign the servers' certificates; empty for those that
 *     the Java runtime knows
 * @param sentinelPassword what the sentinels ask for; empty where they ask nothing
 */
@ConfigurationProperties("parley.redis")
public record RedisSettings(
        @DefaultValue("") String url,
        @DefaultValue("") String caFile,
        @DefaultValue("") String sentinelPassword) {

    public RedisSettings {
        if (!url.isEmpty()) {
            var _ = RedisUrl.parse(url, sentinelPassword);
        }
        if (!caFile.isEmpty()) {
            checkCaFile(url, caFile);
        }
    }

    /** The settings of a Redis that asks for nothing. */
    public static RedisSettings of(String url) {
        return new RedisSettings(url, "", "");
    }

    public boolean isSet() {
        return !url.isEmpty();
    }

    /**
     * Where it is.
     *
     * @throws RedisRefusal where it is not set
     */
    RedisAddress address() {
        if (!isSet()) {
            throw new RedisRefusal("PARLEY_REDIS_URL must be set, for example redis://redis:6379");
        }
        return RedisUrl.parse(url, sentinelPassword);
    }

    Optional<Path> authorities() {
        return caFile.isEmpty() ? Optional.empty() : Optional.of(Path.of(caFile));
    }

    private static void checkCaFile(String url, String caFile) {
        if (!url.startsWith("rediss")) {
            throw new RedisRefusal(
                    "PARLEY_REDIS_CA_FILE is set but PARLEY_REDIS_URL asks for no TLS: begin it with rediss, or leave the file away");
        }
        try (var file = Files.newInputStream(Path.of(caFile))) {
            if (!CertificateFactory.getInstance("X.509").generateCertificates(file).isEmpty()) {
                return;
            }
        } catch (IOException | CertificateException | IllegalArgumentException unusable) {
            // told below
        }
        throw new RedisRefusal(
                "PARLEY_REDIS_CA_FILE must name a readable file with certificates in PEM");
    }

    /** The address may hold a password. */
    @Override
    public String toString() {
        return "RedisSettings[]";
    }
}
