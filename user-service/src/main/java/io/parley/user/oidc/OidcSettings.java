package io.parley.user.oidc;

import io.parley.service.WrongSetting;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The company's own identity provider.
 *
 * @param issuer its address; empty for none
 * @param clientId what it knows this installation as
 * @param clientSecret empty for a public client, which PKCE protects alone
 * @param name what people call it
 * @param adminClaim {@code name=value}: who has that claim is an admin; empty leaves roles alone
 */
@ConfigurationProperties("parley.oidc")
record OidcSettings(
        String issuer, String clientId, String clientSecret, String name, String adminClaim) {

    /** Without TLS only on the same machine, as tests do. */
    private static final Pattern ISSUER =
            Pattern.compile("https://\\S+|http://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/\\S*)?");

    private static final Pattern CLAIM = Pattern.compile("[^=]+=.+");

    OidcSettings {
        if (!issuer.isEmpty() && !ISSUER.matcher(issuer).matches()) {
            throw new WrongSetting(
                    "PARLEY_OIDC_ISSUER must be the https address of an OpenID Connect issuer.");
        }
        if (!issuer.isEmpty() && clientId.isBlank()) {
            throw new WrongSetting(
                    "PARLEY_OIDC_CLIENT_ID must be set where PARLEY_OIDC_ISSUER is: the id under"
                            + " which the issuer knows this installation.");
        }
        if (!adminClaim.isEmpty() && !CLAIM.matcher(adminClaim).matches()) {
            throw new WrongSetting(
                    "PARLEY_OIDC_ADMIN_CLAIM must have the form name=value, such as"
                            + " groups=chat-admins.");
        }
    }

    boolean isSet() {
        return !issuer.isEmpty();
    }

    /** Whether the issuer says that somebody is an admin; empty if it is not asked. */
    Optional<Boolean> isAdmin(Map<String, Object> claims) {
        if (adminClaim.isEmpty()) {
            return Optional.empty();
        }
        int sign = adminClaim.indexOf('=');
        var wanted = adminClaim.substring(sign + 1);
        @Nullable Object claim = claims.get(adminClaim.substring(0, sign));
        return Optional.of(
                claim instanceof Collection<?> several
                        ? several.stream().anyMatch(wanted::equals)
                        : wanted.equals(claim));
    }

    @Override
    public String toString() {
        return "OidcSettings[issuer=" + issuer + ", clientId=" + clientId + "]";
    }
}
