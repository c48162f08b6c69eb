package io.parley.gateway.limits;

import io.parley.gateway.settings.LimitSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Which buckets a request is taken from. */
@Component
class Budgets {

    private static final String API = "/api/v1";
    private static final int SECONDS_AT_ONCE = 10;

    /** What anybody may ask, that guesses, sends mail, makes accounts or costs a password hash. */
    private static final Set<String> SIGN_IN =
            Set.of(
                    "/auth/register",
                    "/auth/login",
                    "/auth/login/second-factor",
                    "/auth/password/forgot",
                    "/auth/password/reset",
                    "/auth/oidc/token");

    private static final Set<String> SIGN_IN_ELSEWHERE =
            Set.of("/auth/oidc/start", "/auth/oidc/callback");

    /** Nothing can be guessed here, and everybody behind one address comes every few minutes. */
    private static final Set<String> REFRESH = Set.of("/auth/refresh", "/auth/logout");

    private final Rate signIn;
    private final Rate refresh;
    private final Rate account;
    private final Rate address;

    Budgets(LimitSettings settings) {
        signIn = Rate.perMinute(settings.signInsPerMinute(), settings.signInsPerMinute() / 2);
        refresh = Rate.perMinute(settings.refreshesPerMinute(), settings.refreshesPerMinute() / 2);
        account =
                Rate.perSecond(
                        settings.requestsPerSecond(),
                        settings.requestsPerSecond() * SECONDS_AT_ONCE);
        address =
                Rate.perSecond(
                        settings.addressRequestsPerSecond(),
                        settings.addressRequestsPerSecond() * SECONDS_AT_ONCE);
    }

    /**
     * @param owner of the request's token, where it has a good one
     */
    List<Bucket> of(ServerHttpRequest request, String network, @Nullable String owner) {
        var all = new Bucket(Tier.ADDRESS, network, address);
        return special(request, network)
                .or(() -> Optional.ofNullable(owner).map(this::ofAccount))
                .map(bucket -> List.of(bucket, all))
                .orElseGet(() -> List.of(all));
    }

    private Bucket ofAccount(String owner) {
        return new Bucket(Tier.ACCOUNT, owner, account);
    }

    private Optional<Bucket> special(ServerHttpRequest request, String network) {
        var path = withoutPrefix(request.getPath().value());
        var isPost = HttpMethod.POST.equals(request.getMethod());
        if (SIGN_IN_ELSEWHERE.contains(path) || (isPost && SIGN_IN.contains(path))) {
            return Optional.of(new Bucket(Tier.SIGN_IN, network, signIn));
        }
        return isPost && REFRESH.contains(path)
                ? Optional.of(new Bucket(Tier.REFRESH, network, refresh))
                : Optional.empty();
    }

    private static String withoutPrefix(String path) {
        var rest = path.startsWith(API + "/") ? path.substring(API.length()) : path;
        return rest.length() > 1 && rest.endsWith("/")
                ? rest.substring(0, rest.length() - 1)
                : rest;
    }
}
