package io.parley.gateway.site;

import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Reads {@code /} as the page: resource handlers do not serve an empty path. */
@Component
class RootPage implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!"/".equals(exchange.getRequest().getPath().value())) {
            return chain.filter(exchange);
        }
        return chain.filter(
                exchange.mutate().request(request -> request.path("/index.html")).build());
    }
}
