package io.parley.gateway.site;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.resource.ResourceWebHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Answers to requests for a part of a file. Resource handlers announce the length of the whole file
 * with an answer that has no body, and with one that holds several parts: a client would wait for
 * the rest for ever. So several parts are answered with the whole file, as any server may.
 */
@Component
class FileRanges implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var ranges = exchange.getRequest().getHeaders().getFirst(HttpHeaders.RANGE);
        if (ranges == null) {
            return chain.filter(exchange);
        }
        var response = exchange.getResponse();
        // A range counts the bytes of the file as it is
        HttpServerResponse server = ServerHttpResponseDecorator.getNativeResponse(response);
        server.compression(false);
        response.beforeCommit(() -> Mono.fromRunnable(() -> correctLength(exchange)));
        return chain.filter(ranges.indexOf(',') < 0 ? exchange : withoutRanges(exchange));
    }

    private static ServerWebExchange withoutRanges(ServerWebExchange exchange) {
        return exchange.mutate()
                .request(request -> request.headers(headers -> headers.remove(HttpHeaders.RANGE)))
                .build();
    }

    private static void correctLength(ServerWebExchange exchange) {
        var handler = exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
        var response = exchange.getResponse();
        if (handler instanceof ResourceWebHandler
                && HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.equals(response.getStatusCode())) {
            var headers = response.getHeaders();
            headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + headers.getContentLength());
            headers.setContentLength(0);
        }
    }
}
