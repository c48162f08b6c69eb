package io.parley.gateway.edge;

import io.parley.gateway.settings.EdgeSettings;
import io.parley.model.wire.ErrorCode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Browsers may connect from listed origins only; without a list, from the public URL, and from the
 * origin that they talk to if that is an address or this machine: a name may be anybody's, who lets
 * it lead here. Clients that are no browsers send no origin and pass.
 */
@Component
@Order(EdgeOrder.ORIGIN)
class BrowserOrigins implements WebFilter {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> REQUEST_HEADERS =
            List.of(
                    "Authorization",
                    "Content-Type",
                    "Idempotency-Key",
                    "If-Match",
                    "If-None-Match",
                    "Last-Event-ID",
                    "X-Request-Id",
                    "traceparent");
    private static final List<String> RESPONSE_HEADERS =
            List.of("ETag", "Location", "Retry-After", "RateLimit", "X-Request-Id");
    private static final int PREFLIGHT_SECONDS = 600;

    /** What may be repeated in an answer: both headers are the client's. */
    private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z0-9.\\-\\[\\]:/_]{1,100}");

    private static final Pattern LOCAL =
            Pattern.compile(
                    "https?://(localhost|[\\w.-]+\\.localhost|[0-9.]+|\\[[0-9a-f:.]+])(:\\d+)?");

    private final Set<String> listed;
    private final String publicOrigin;
    private final ClientAddresses addresses;
    private final Refusals refusals;

    BrowserOrigins(EdgeSettings settings, ClientAddresses addresses, Refusals refusals) {
        this.listed = settings.origins();
        this.publicOrigin = settings.publicOrigin();
        this.addresses = addresses;
        this.refusals = refusals;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        var origins = request.getHeaders().getOrEmpty(HttpHeaders.ORIGIN);
        if (origins.isEmpty()) {
            return chain.filter(exchange);
        }
        var origin = origins.getFirst();
        if (origins.size() > 1 || !isAllowed(origin, request)) {
            refusals.count("origin");
            return Mono.error(
                    new RefusedException(
                            ErrorCode.POLICY_DENIED, refusal(origin, addresses.host(request))));
        }
        if (listed.isEmpty()) {
            return chain.filter(exchange);
        }
        return answerListed(exchange, chain, origin);
    }

    private static String refusal(String origin, @Nullable String host) {
        return ("This origin may not use this server (Origin: %s, Host: %s). Its operator can allow"
                        + " it by PARLEY_PUBLIC_URL or PARLEY_PUBLIC_ORIGINS; a proxy in front must"
                        + " pass Host with its port.")
                .formatted(printable(origin), printable(host));
    }

    private static String printable(@Nullable String header) {
        if (header == null) {
            return "none";
        }
        return PRINTABLE.matcher(header).matches() ? header : "not readable";
    }

    private boolean isAllowed(String origin, ServerHttpRequest request) {
        var wanted = origin.toLowerCase(Locale.ROOT);
        if (!listed.isEmpty()) {
            return listed.contains(wanted);
        }
        return wanted.equals(publicOrigin)
                || (LOCAL.matcher(wanted).matches()
                        && isSameOrigin(origin, addresses.host(request)));
    }

    /** The scheme is left out: behind a proxy that ends TLS it is not known for certain. */
    static boolean isSameOrigin(String origin, @Nullable String host) {
        if (host == null || !origin.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+")) {
            return false;
        }
        var uri = URI.create(origin);
        var authority = uri.getRawAuthority().toLowerCase(Locale.ROOT);
        var defaultPort = "https".equals(uri.getScheme()) ? ":443" : ":80";
        var wanted = host.toLowerCase(Locale.ROOT);
        return authority.equals(wanted)
                || (authority + defaultPort).equals(wanted)
                || authority.equals(wanted + defaultPort);
    }

    private static Mono<Void> answerListed(
            ServerWebExchange exchange, WebFilterChain chain, String origin) {
        var response = exchange.getResponse();
        if (isPreflight(exchange.getRequest())) {
            response.setStatusCode(HttpStatus.NO_CONTENT);
            allow(response.getHeaders(), origin);
            allowPreflight(response.getHeaders());
            return response.setComplete();
        }
        response.beforeCommit(
                () -> {
                    allow(response.getHeaders(), origin);
                    return Mono.empty();
                });
        return chain.filter(exchange);
    }

    private static boolean isPreflight(ServerHttpRequest request) {
        return HttpMethod.OPTIONS.equals(request.getMethod())
                && request.getHeaders().containsHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private static void allow(HttpHeaders headers, String origin) {
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, String.join(", ", RESPONSE_HEADERS));
        headers.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }

    private static void allowPreflight(HttpHeaders headers) {
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, String.join(", ", METHODS));
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, String.join(", ", REQUEST_HEADERS));
        headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, Integer.toString(PREFLIGHT_SECONDS));
    }
}
