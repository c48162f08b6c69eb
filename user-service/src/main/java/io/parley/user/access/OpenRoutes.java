package io.parley.user.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** The routes that need no access token. Everything else does, whether it exists or not. */
final class OpenRoutes {

    private static final Set<String> PATHS =
            Set.of(
                    "/auth/register",
                    "/auth/login",
                    "/auth/login/second-factor",
                    "/auth/refresh",
                    "/auth/logout",
                    "/auth/health",
                    "/auth/options",
                    "/auth/oidc/start",
                    "/auth/oidc/callback",
                    "/auth/oidc/token",
                    "/auth/password/forgot",
                    "/auth/password/reset",
                    "/.well-known/jwks.json",
                    "/.well-known/openid-configuration",
                    "/error");

    private OpenRoutes() {}

    static boolean matches(HttpServletRequest request) {
        return PATHS.contains(request.getRequestURI());
    }
}
