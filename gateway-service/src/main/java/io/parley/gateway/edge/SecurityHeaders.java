package io.parley.gateway.edge;

import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Puts the headers that protect browsers on every answer, in place of what a service set. */
@Component
@Order(EdgeOrder.HEADERS)
class SecurityHeaders implements WebFilter {

    /** What may stand in the policy: the header is the client's. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\-]{1,253}(:\\d{1,5})?");

    private static final String POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " object-src 'none'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'; connect-src 'self'";

    private final ClientAddresses addresses;

    SecurityHeaders(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse()
                .beforeCommit(
                        () -> {
                            set(exchange.getRequest(), exchange.getResponse().getHeaders());
                            return Mono.empty();
                        });
        return chain.filter(exchange);
    }

    private void set(ServerHttpRequest request, HttpHeaders headers) {
        headers.set("Content-Security-Policy", policy(request));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        headers.remove("Server");
        headers.remove("X-Powered-By");
        headers.remove("Strict-Transport-Security");
        if (addresses.secure(request)) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /** Not every browser counts ws: and wss: of the same host as {@code 'self'}. */
    private String policy(ServerHttpRequest request) {
        var host = addresses.host(request);
        var sockets =
                host != null && HOST.matcher(host).matches()
                        ? " ws://%s wss://%s".formatted(host, host)
                        : "";
        return POLICY + sockets;
    }
}
