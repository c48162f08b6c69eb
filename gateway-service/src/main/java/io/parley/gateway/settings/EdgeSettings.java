package io.parley.gateway.settings;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whom the gateway believes.
 *
 * @param publicOrigins origins whose browsers may connect; empty allows the same origin only
 * @param trustedProxies networks, in CIDR notation, whose forwarding headers are believed; empty
 *     believes nobody
 * @param keepAlive how long a connection stays open between two requests: longer than that of a
 *     load balancer in front, which would otherwise send a request into a connection that ends
 * @param publicUrl where people open Parley: its origin may connect when none is listed
 */
@Validated
@ConfigurationProperties("parley.edge")
public record EdgeSettings(
        @DefaultValue("")
                @Pattern(
                        regexp = "(" + ORIGIN + "(\\s*,\\s*" + ORIGIN + ")*)?",
                        message =
                                "PARLEY_PUBLIC_ORIGINS must be a comma separated list of origins"
                                        + " without a path, for example https://chat.example.org")
                String publicOrigins,
        @DefaultValue("") String trustedProxies,
        @DefaultValue("")
                @Pattern(
                        regexp = "(" + ORIGIN + "(/[^?#\\s]*)?)?",
                        message =
                                "PARLEY_PUBLIC_URL must be the address at which people open Parley,"
                                        + " for example https://chat.example.org")
                String publicUrl,
        @DefaultValue("90s")
                @DurationMin(
                        seconds = 1,
                        message = "PARLEY_KEEP_ALIVE must be 1s to 1h, for example 90s")
                @DurationMax(
                        hours = 1,
                        message = "PARLEY_KEEP_ALIVE must be 1s to 1h, for example 90s")
                Duration keepAlive) {

    private static final String ORIGIN = "https?://[A-Za-z0-9.\\-\\[\\]:]+";

    /** The origins in the form in which browsers send them. */
    public Set<String> origins() {
        return Arrays.stream(publicOrigins.split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .map(origin -> origin.toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The origin of the public URL, or an empty text without one. */
    public String publicOrigin() {
        return publicUrl
                .toLowerCase(java.util.Locale.ROOT)
                .replaceFirst("^(https?://[^/]+).*", "$1")
                .replaceFirst("^(https://.*):443$|^(http://.*):80$", "$1$2");
    }

    /** The networks of {@link #trustedProxies}. */
    public TrustedProxies proxies() {
        return TrustedProxies.parse(trustedProxies);
    }

    @AssertTrue(
            message =
                    "PARLEY_TRUSTED_PROXIES must be a comma separated list of addresses or"
                            + " networks, for example 10.0.0.0/8,fd00::/8")
    boolean isTrustedProxiesAList() {
        try {
            TrustedProxies.parse(trustedProxies);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
