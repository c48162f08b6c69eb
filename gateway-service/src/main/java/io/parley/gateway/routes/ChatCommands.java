package io.parley.gateway.routes;

import static org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import io.parley.gateway.edge.Refusals;
import io.parley.gateway.edge.Unavailable;
import io.parley.gateway.pods.Pod;
import io.parley.gateway.pods.PodChoice;
import io.parley.model.wire.ErrorCode;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Sends a command over HTTP to a chat pod. It is sent once: whether a pod that has gone has done it
 * is known to nobody here, and the client repeats it under the same key.
 */
@Component
class ChatCommands implements GatewayFilter, Ordered {

    private final PodChoice pods;
    private final Refusals refusals;

    ChatCommands(PodChoice pods, Refusals refusals) {
        this.pods = pods;
        this.refusals = refusals;
    }

    /** The route has said where it goes by then, which is overruled. */
    @Override
    public int getOrder() {
        return ROUTE_TO_URL_FILTER_ORDER + 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var pod = pods.next(Set.of());
        if (pod.isEmpty()) {
            refusals.count("no-pod");
            return Mono.error(
                    Unavailable.because(ErrorCode.UNAVAILABLE, "No chat server takes anybody."));
        }
        return send(exchange, chain, pod.get());
    }

    private static Mono<Void> send(ServerWebExchange exchange, GatewayFilterChain chain, Pod pod) {
        var asked = exchange.getRequest().getURI();
        var query = asked.getRawQuery();
        var url = pod.uri().resolve(asked.getRawPath() + (query == null ? "" : "?" + query));
        exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, url);
        var isQuestion = exchange.getRequest().getMethod().equals(HttpMethod.GET);
        return chain.filter(exchange).onErrorMap(failure -> failed(pod, failure, isQuestion));
    }

    private static Throwable failed(Pod pod, Throwable failure, boolean isQuestion) {
        return switch (failure) {
            case ConnectException _ -> {
                pod.lost();
                yield Unavailable.because(ErrorCode.UNAVAILABLE, "The chat server has gone.");
            }
            case IOException _, TimeoutException _ -> isQuestion ? unanswered() : unknown();
            case ResponseStatusException late
                    when late.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT) ->
                    isQuestion ? unanswered() : unknown();
            default -> failure;
        };
    }

    private static Throwable unanswered() {
        return Unavailable.because(ErrorCode.UNAVAILABLE, "The chat server did not answer.");
    }

    private static Throwable unknown() {
        return Unavailable.because(
                ErrorCode.SEND_UNKNOWN,
                "It is not known whether it was done: repeat it under the same clientMsgId.");
    }
}
