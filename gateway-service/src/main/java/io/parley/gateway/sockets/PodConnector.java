package io.parley.gateway.sockets;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.parley.gateway.edge.Refusals;
import io.parley.gateway.edge.RefusedException;
import io.parley.gateway.limits.ConnectionSlot;
import io.parley.gateway.pods.Pod;
import io.parley.gateway.settings.SocketSettings;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import io.parley.service.web.StatusProblems;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.resources.ConnectionProvider;

/** Opens the WebSocket to a pod. */
@Component
class PodConnector {

    /** The pod could not be asked, or takes nobody: another one may. */
    static final class PodRefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        PodRefusedException(@Nullable Throwable cause) {
            super("the pod takes no socket", cause, false, false);
        }
    }

    private static final int CONNECT_MILLIS = 2_000;
    private static final Duration HANDSHAKE = Duration.ofSeconds(5);
    private static final int UNAVAILABLE = 503;

    private final HttpClient client;
    private final OpenSockets sockets;
    private final Refusals refusals;
    private final SocketSettings settings;

    PodConnector(OpenSockets sockets, Refusals refusals, SocketSettings settings) {
        this.sockets = sockets;
        this.refusals = refusals;
        this.settings = settings;
        // Never pooled: a WebSocket ends with its connection
        this.client =
                HttpClient.create(ConnectionProvider.newConnection())
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                        .option(ChannelOption.SO_RCVBUF, SocketPair.SOCKET_BUFFER);
    }

    /**
     * The pod's side of a socket. Fails with {@link PodRefusedException} where another pod should
     * be tried, with {@link RefusedException} where the pod said no to this client.
     *
     * @param slot kept by the socket once there is one
     */
    Mono<PodLink> connect(Pod pod, UpgradeRequest request, ConnectionSlot slot) {
        pod.upgrading();
        // The connection keeps its subscriber for life. The future in between keeps it from keeping
        // the client's whole request, which is as large as all else that a socket needs.
        return Mono.fromFuture(() -> open(pod, request, slot).toFuture());
    }

    private Mono<PodLink> open(Pod pod, UpgradeRequest request, ConnectionSlot slot) {
        return client.headers(headers -> headers.add(request.headers()))
                .websocket(spec(request))
                .uri(pod.uri().resolve(request.path()))
                .connect()
                .timeout(HANDSHAKE)
                .onErrorMap(PodConnector::refusal)
                .map(connection -> link(pod, connection, slot));
    }

    private PodLink link(Pod pod, Connection connection, ConnectionSlot slot) {
        var pace = new FramePace(settings.framesPerSecond(), System::nanoTime);
        var pair = new SocketPair(pod, connection.channel(), sockets, refusals, slot, pace);
        connection.addHandlerLast(FrameRelay.NAME, pair.podSide());
        return new PodLink(pod, ((WebsocketInbound) connection).selectedSubprotocol(), pair);
    }

    private static WebsocketClientSpec spec(UpgradeRequest request) {
        var spec =
                WebsocketClientSpec.builder()
                        .maxFramePayloadLength(SocketPair.MAX_FRAME)
                        .handlePing(true);
        if (request.protocols() != null) {
            spec.protocols(request.protocols());
        }
        return spec.build();
    }

    private static Throwable refusal(Throwable failure) {
        if (!(failure instanceof WebSocketClientHandshakeException handshake)
                || handshake.response() == null) {
            return new PodRefusedException(failure);
        }
        var status = handshake.response().status().code();
        return switch (status) {
            case UNAVAILABLE -> new PodRefusedException(failure);
            case 101 ->
                    new RefusedException(
                            ErrorCode.PROTOCOL_UNSUPPORTED,
                            "None of the offered subprotocols is spoken here.");
            case 426 ->
                    new RefusedException(
                            Problem.of(ErrorCode.PROTOCOL_UNSUPPORTED, null), Map.of());
            default -> new RefusedException(StatusProblems.of(status, null), Map.of());
        };
    }
}
