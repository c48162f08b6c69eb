package io.parley.gateway.site;

import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Tells caches that the server compresses files for those who can read it; it does not itself. */
@Component
class CompressionNotice implements WebFilter {

    private static final Set<String> SUBTYPES =
            Set.of("html", "css", "javascript", "manifest+json", "svg+xml");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var headers = exchange.getResponse().getHeaders();
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> addTo(headers)));
        return chain.filter(exchange);
    }

    private static void addTo(HttpHeaders headers) {
        MediaType type = headers.getContentType();
        if (type != null && SUBTYPES.contains(type.getSubtype())) {
            headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
    }
}
