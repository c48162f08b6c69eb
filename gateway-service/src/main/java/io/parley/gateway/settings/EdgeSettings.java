package io.parley.gateway.settings;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whom the gateway believes.
 *
 * @param publicOrigins origins whose browsers may connect; empty allows the same origin only
 * @param trustedProxies regular expression of addresses whose forwarding headers are believed;
 *     empty believes nobody
 */
@Validated
@ConfigurationProperties("parley.edge")
public record EdgeSettings(
        @DefaultValue("")
                @Pattern(
                        regexp = "(" + ORIGIN + "(\\s*,\\s*" + ORIGIN + ")*)?",
                        message =
                                "PARLEY_PUBLIC_ORIGINS must be a comma separated list of origins without a path, for example https://chat.example.org")
                String publicOrigins,
        @DefaultValue("") String trustedProxies) {

    private static final String ORIGIN = "https?://[A-Za-z0-9.\\-\\[\\]:]+";

    /** The origins in the form in which browsers send them. */
    public Set<String> origins() {
        return Arrays.stream(publicOrigins.split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .map(origin -> origin.toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    @AssertTrue(
            message =
                    "PARLEY_TRUSTED_PROXIES must be a regular expression of addresses, for example 10\\.0\\..*")
    boolean isTrustedProxiesAnExpression() {
        try {
            java.util.regex.Pattern.compile(trustedProxies);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
