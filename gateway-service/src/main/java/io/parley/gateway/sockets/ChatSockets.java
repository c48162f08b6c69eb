package io.parley.gateway.sockets;

import io.parley.gateway.edge.Refusals;
import io.parley.gateway.edge.RefusedException;
import io.parley.gateway.edge.Unavailable;
import io.parley.gateway.edge.UpstreamHeaders;
import io.parley.gateway.limits.ConnectionLimits;
import io.parley.gateway.limits.ConnectionSlot;
import io.parley.gateway.pods.Pod;
import io.parley.gateway.pods.PodChoice;
import io.parley.model.wire.ErrorCode;
import java.util.HashSet;
import java.util.Set;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;

/**
 * The end of the route of WebSockets: connects to a chat pod first and upgrades the client only
 * then. So a pod that refuses is noticed while another can still be tried, a client that cannot be
 * served gets a problem with a status instead of a socket that dies, and the subprotocol is the
 * pod's choice.
 */
@Component
public class ChatSockets implements GatewayFilter {

    private static final int MAX_PODS_TRIED = 3;

    private final ConnectionLimits limits;
    private final PodChoice pods;
    private final PodConnector connector;
    private final OpenSockets sockets;
    private final UpstreamHeaders upstream;
    private final Refusals refusals;

    ChatSockets(
            ConnectionLimits limits,
            PodChoice pods,
            PodConnector connector,
            OpenSockets sockets,
            UpstreamHeaders upstream,
            Refusals refusals) {
        this.limits = limits;
        this.pods = pods;
        this.connector = connector;
        this.sockets = sockets;
        this.upstream = upstream;
        this.refusals = refusals;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Mono.fromCallable(() -> UpgradeRequest.of(exchange, upstream))
                .doOnError(RefusedException.class, refused -> refusals.count("upgrade"))
                .flatMap(request -> enter(exchange, request))
                .flatMap(link -> upgrade(exchange, link));
    }

    /** Takes a place before any pod hears of it. */
    private Mono<PodLink> enter(ServerWebExchange exchange, UpgradeRequest request) {
        var slot = limits.admit(exchange.getRequest());
        var link = Mono.defer(() -> connect(request, slot, new HashSet<>()));
        return (slot.penalty().isZero()
                        ? link
                        : link.delaySubscription(slot.penalty(), loop(exchange)))
                .doFinally(end -> slot.releaseUnlessKept());
    }

    /** Goes on where the client's frames are read: none may come in before its relay is there. */
    private static Scheduler loop(ServerWebExchange exchange) {
        HttpServerRequest server =
                ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        var loops = new Scheduler[1];
        server.withConnection(
                connection ->
                        loops[0] =
                                Schedulers.fromExecutorService(connection.channel().eventLoop()));
        return loops[0];
    }

    private Mono<PodLink> connect(UpgradeRequest request, ConnectionSlot slot, Set<Pod> tried) {
        if (sockets.draining()) {
            refusals.count("draining");
            return Mono.error(
                    Unavailable.because(ErrorCode.DRAINING, "This gateway is about to stop."));
        }
        var pod = tried.size() < MAX_PODS_TRIED ? pods.next(tried).orElse(null) : null;
        if (pod == null) {
            refusals.count("no-pod");
            return Mono.error(
                    Unavailable.because(ErrorCode.UNAVAILABLE, "No chat server takes anybody."));
        }
        return connector
                .connect(pod, request, slot)
                .onErrorResume(
                        PodConnector.PodRefusedException.class,
                        refused -> {
                            pod.lost();
                            tried.add(pod);
                            return connect(request, slot, tried);
                        });
    }

    private static Mono<Void> upgrade(ServerWebExchange exchange, PodLink link) {
        var response = exchange.getResponse();
        HttpServerResponse server = ServerHttpResponseDecorator.getNativeResponse(response);
        var pair = link.pair();
        return response.setComplete()
                .then(
                        Mono.defer(
                                () ->
                                        server.compression(false)
                                                .sendWebsocket(
                                                        (in, out) -> meet(in, pair), spec(link))))
                .doOnError(failure -> pair.abandon())
                .doOnCancel(pair::abandon);
    }

    /**
     * Never completes, rather than with the socket: it would keep its subscriber, and with that the
     * whole request, for as long. Reactor Netty notices the end of a channel by itself.
     */
    private static Mono<Void> meet(WebsocketInbound in, SocketPair pair) {
        var connections = new Connection[1];
        in.withConnection(connection -> connections[0] = connection);
        var connection = connections[0];
        connection.addHandlerLast(FrameRelay.NAME, pair.clientSide());
        pair.meet(connection.channel());
        return Mono.never();
    }

    private static WebsocketServerSpec spec(PodLink link) {
        var spec =
                WebsocketServerSpec.builder()
                        .maxFramePayloadLength(SocketPair.MAX_FRAME)
                        .handlePing(true);
        if (link.protocol() != null) {
            spec.protocols(link.protocol());
        }
        return spec.build();
    }
}
