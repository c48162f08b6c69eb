package io.parley.gateway.limits;

import io.parley.gateway.edge.ClientAddresses;
import io.parley.gateway.edge.Refusals;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Takes every request that goes to a service from the budgets of its address and its account, once,
 * at its beginning. Files of the web client and WebSockets do not pass here.
 */
@Component
class RestLimits implements GlobalFilter, Ordered {

    private static final String SOCKETS = "/ws";
    private static final long MICROS_PER_MILLI = 1_000;

    private final ClientAddresses addresses;
    private final TokenOwners owners;
    private final Budgets budgets;
    private final SharedBuckets buckets;
    private final Refusals refusals;

    RestLimits(
            ClientAddresses addresses,
            TokenOwners owners,
            Budgets budgets,
            SharedBuckets buckets,
            Refusals refusals) {
        this.addresses = addresses;
        this.owners = owners;
        this.budgets = budgets;
        this.buckets = buckets;
        this.refusals = refusals;
    }

    /** Before the path is changed for a service. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var request = exchange.getRequest();
        var path = request.getPath().value();
        if (path.equals(SOCKETS) || path.startsWith(SOCKETS + "/")) {
            return chain.filter(exchange);
        }
        var network = Network.of(addresses.of(request));
        return owners.of(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(owner -> buckets.take(budgets.of(request, network, owner.orElse(null))))
                // Back where the request came from: its connection to a service is there
                .publishOn(Schedulers.fromExecutor(loop(request)))
                .flatMap(this::judge)
                .then(Mono.defer(() -> chain.filter(exchange)));
    }

    private Mono<Void> judge(Verdict verdict) {
        var tier = verdict.refusedBy();
        if (tier == null) {
            return Mono.empty();
        }
        refusals.count(tier.reason());
        var millis = Math.ceilDiv(verdict.waitMicros(), MICROS_PER_MILLI);
        return Mono.error(TooMany.forMillis(millis, tier.detail()));
    }

    private static Executor loop(ServerHttpRequest request) {
        HttpServerRequest server = ServerHttpRequestDecorator.getNativeRequest(request);
        var loops = new Executor[1];
        server.withConnection(connection -> loops[0] = connection.channel().eventLoop());
        return loops[0];
    }
}
