package io.parley.user.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * Finds the access token: in the header only, and not on routes that are open to all, where a stale
 * token would otherwise keep its owner from refreshing it.
 */
final class BearerTokens implements BearerTokenResolver {

    /** Ours have about 500; nothing longer is looked at. */
    private static final int LONGEST = 4096;

    private final DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        if (OpenRoutes.matches(request)) {
            return null;
        }
        var token = header.resolve(request);
        if (token != null && token.length() > LONGEST) {
            throw new InvalidBearerTokenException("too long");
        }
        return token;
    }
}
