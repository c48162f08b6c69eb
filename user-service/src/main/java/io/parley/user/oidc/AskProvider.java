package io.parley.user.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.user.secret.Secrets;
import java.util.Base64;
import java.util.Objects;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** The two questions to the provider: where to send somebody, and who came back. */
@Component
class AskProvider {

    private final IdentityProvider provider;

    AskProvider(IdentityProvider provider) {
        this.provider = provider;
    }

    /** Where the browser goes to. */
    String address(ExternalRequests.Request request) {
        return request(provider.registration(), request).getAuthorizationRequestUri();
    }

    /**
     * Exchanges what came back for who it is; signature, issuer, audience, times and nonce of the
     * ID token are checked.
     *
     * @throws org.springframework.security.core.AuthenticationException if anything is not as it
     *     must be
     */
    OidcUser user(ExternalRequests.Request request, String code) {
        var registration = provider.registration();
        var response =
                OAuth2AuthorizationResponse.success(code)
                        .redirectUri(provider.callback())
                        .state(request.state())
                        .build();
        var answer =
                provider.exchange()
                        .authenticate(
                                new OAuth2LoginAuthenticationToken(
                                        registration,
                                        new OAuth2AuthorizationExchange(
                                                request(registration, request), response)));
        if (answer != null && answer.getPrincipal() instanceof OidcUser user) {
            return user;
        }
        throw new IllegalStateException("the provider was asked with the scope openid");
    }

    private OAuth2AuthorizationRequest request(
            ClientRegistration registration, ExternalRequests.Request request) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(
                        Objects.requireNonNull(
                                registration.getProviderDetails().getAuthorizationUri()))
                .clientId(registration.getClientId())
                .redirectUri(provider.callback())
                .scopes(registration.getScopes())
                .state(request.state())
                .attributes(
                        attributes -> {
                            attributes.put(OidcParameterNames.NONCE, request.nonce());
                            attributes.put(PkceParameterNames.CODE_VERIFIER, request.verifier());
                        })
                .additionalParameters(
                        parameters -> {
                            parameters.put(OidcParameterNames.NONCE, hash(request.nonce()));
                            parameters.put(
                                    PkceParameterNames.CODE_CHALLENGE, hash(request.verifier()));
                            parameters.put(PkceParameterNames.CODE_CHALLENGE_METHOD, "S256");
                        })
                .build();
    }

    private static String hash(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Secrets.hash(text.getBytes(US_ASCII)));
    }
}
