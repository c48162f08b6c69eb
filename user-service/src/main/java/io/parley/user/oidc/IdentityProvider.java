package io.parley.user.oidc;

import io.parley.service.WrongSetting;
import io.parley.user.settings.PublicUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jose.jws.JwsAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.stereotype.Component;

/**
 * The company's identity provider, if there is one. It is asked about itself at the first sign-in,
 * so that its outage does not keep this service from starting.
 */
@Component
public class IdentityProvider {

    private static final String CALLBACK = "/api/v1/auth/oidc/callback";

    private static final String START = "/api/v1/auth/oidc/start";
    private static final String REGISTRATION = "company";
    private static final String ALGORITHMS = "id_token_signing_alg_values_supported";

    private final OidcSettings settings;
    private final PublicUrl here;
    private final OidcAuthorizationCodeAuthenticationProvider exchange;
    private final AtomicReference<ClientRegistration> registration = new AtomicReference<>();

    IdentityProvider(OidcSettings settings, PublicUrl here) {
        if (settings.isSet() && !here.isSet()) {
            throw new WrongSetting(
                    "PARLEY_PUBLIC_URL must be set where PARLEY_OIDC_ISSUER is: people come back"
                            + " to it.");
        }
        this.settings = settings;
        this.here = here;
        this.exchange =
                new OidcAuthorizationCodeAuthenticationProvider(
                        new RestClientAuthorizationCodeTokenResponseClient(),
                        new OidcUserService());
        var decoders = new OidcIdTokenDecoderFactory();
        decoders.setJwsAlgorithmResolver(IdentityProvider::algorithm);
        exchange.setJwtDecoderFactory(decoders);
    }

    /** What a client shows on its button, and where that leads. */
    public record Button(String name, String startUrl) {}

    public Optional<Button> button() {
        return settings.isSet()
                ? Optional.of(new Button(settings.name(), START))
                : Optional.empty();
    }

    OidcSettings settings() {
        return settings;
    }

    /** Where it sends people back to. */
    String callback() {
        return here.link(CALLBACK);
    }

    OidcAuthorizationCodeAuthenticationProvider exchange() {
        return exchange;
    }

    /**
     * What the provider says about itself.
     *
     * @throws RuntimeException of many kinds if it cannot be reached, or is another issuer
     */
    ClientRegistration registration() {
        var known = registration.get();
        if (known != null) {
            return known;
        }
        var asked = ask();
        registration.set(asked);
        return asked;
    }

    private ClientRegistration ask() {
        var builder =
                ClientRegistrations.fromOidcIssuerLocation(settings.issuer())
                        .registrationId(REGISTRATION)
                        .clientId(settings.clientId())
                        .clientSecret(settings.clientSecret())
                        .scope(OidcScopes.OPENID, OidcScopes.PROFILE)
                        .redirectUri(callback());
        if (settings.clientSecret().isEmpty()) {
            builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        }
        return builder.build();
    }

    /** The first one it offers of those with a public key: never "none", never a shared secret. */
    private static JwsAlgorithm algorithm(ClientRegistration registration) {
        Map<String, Object> about = registration.getProviderDetails().getConfigurationMetadata();
        if (about.get(ALGORITHMS) instanceof List<?> offered) {
            for (var each : offered) {
                var known = SignatureAlgorithm.from(String.valueOf(each));
                if (known != null) {
                    return known;
                }
            }
        }
        return SignatureAlgorithm.RS256;
    }
}
