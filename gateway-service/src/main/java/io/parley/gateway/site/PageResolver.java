package io.parley.gateway.site;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.reactive.resource.PathResourceResolver;
import org.springframework.web.reactive.resource.ResourceResolverChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Finds files, and the page itself for addresses that only the page understands. */
final class PageResolver extends PathResourceResolver {

    private static final String PAGE = "index.html";

    /** First segments that belong to services: a mistake there is a 404, not a page. */
    private static final Set<String> SERVICES =
            Set.of("api", "auth", "messages", "posts", "ws", "actuator", ".well-known", "assets");

    @Override
    protected Mono<Resource> resolveResourceInternal(
            @Nullable ServerWebExchange exchange,
            String path,
            List<? extends Resource> locations,
            ResourceResolverChain chain) {
        var found = super.resolveResourceInternal(exchange, path, locations, chain);
        if (exchange == null || !wantsPage(exchange, path)) {
            return found;
        }
        return found.switchIfEmpty(super.resolveResourceInternal(exchange, PAGE, locations, chain));
    }

    private static boolean wantsPage(ServerWebExchange exchange, String path) {
        var end = path.indexOf('/');
        var first = end < 0 ? path : path.substring(0, end);
        return HttpMethod.GET.equals(exchange.getRequest().getMethod())
                && !SERVICES.contains(first)
                && acceptsHtml(exchange);
    }

    private static boolean acceptsHtml(ServerWebExchange exchange) {
        try {
            return exchange.getRequest().getHeaders().getAccept().stream()
                    .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML));
        } catch (InvalidMimeTypeException e) {
            return false;
        }
    }
}
