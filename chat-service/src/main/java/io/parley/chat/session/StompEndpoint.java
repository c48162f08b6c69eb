package io.parley.chat.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.chat.edge.StompVersion;
import io.parley.chat.link.PodSettings;
import io.parley.chat.transport.WebSocketEdge;
import io.parley.model.Role;
import io.parley.model.wire.CloseCode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Where the servlet container's WebSockets become sessions. */
@Component
class StompEndpoint extends AbstractWebSocketHandler implements SubProtocolCapable {

    private static final String SESSION = StompSession.class.getName();
    private static final int MAX_RETRY_MS = 5_000;
    private static final String TOMCAT_SEND_TIMEOUT =
            "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private final SessionParts parts;
    private final Sessions sessions;
    private final PodSettings pod;
    private final AtomicLong numbers = new AtomicLong();

    StompEndpoint(SessionParts parts, Sessions sessions, PodSettings pod) {
        this.parts = parts;
        this.sessions = sessions;
        this.pod = pod;
    }

    @Override
    public List<String> getSubProtocols() {
        return StompVersion.subprotocols();
    }

    /** Pieces of large messages come as they arrive, so that no session needs a large buffer. */
    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession socket) throws IOException {
        limitWrites(socket);
        var id = pod.id() + "-" + Long.toString(numbers.incrementAndGet(), Character.MAX_RADIX);
        var edge = new WebSocketEdge(id, socket, parts.limits());
        var session = new StompSession(edge, demandedRole(socket), parts);
        if (sessions.open(session)) {
            socket.getAttributes().put(SESSION, session);
        } else {
            var code = sessions.isDraining() ? CloseCode.DRAINING : CloseCode.OVERLOADED;
            var retryAfterMs = ThreadLocalRandom.current().nextInt(MAX_RETRY_MS);
            socket.close(new CloseStatus(code.code(), "retryAfterMs=" + retryAfterMs));
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession socket, TextMessage message) {
        input(socket, message.getPayload().getBytes(UTF_8), message.isLast());
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession socket, BinaryMessage message) {
        var payload = message.getPayload();
        var bytes = new byte[payload.remaining()];
        payload.get(bytes);
        input(socket, bytes, message.isLast());
    }

    @Override
    protected void handlePongMessage(WebSocketSession socket, PongMessage message) {
        session(socket).ifPresent(StompSession::heard);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        session(socket).ifPresent(sessions::closed);
    }

    private static void input(WebSocketSession socket, byte[] bytes, boolean isLast) {
        session(socket).ifPresent(session -> session.onInput(bytes, isLast));
    }

    private static Optional<StompSession> session(WebSocketSession socket) {
        return Optional.ofNullable((StompSession) socket.getAttributes().get(SESSION));
    }

    private static Optional<Role> demandedRole(WebSocketSession socket) {
        var path = Objects.requireNonNull(socket.getUri()).getPath();
        if (path.endsWith("/ws/admin")) {
            return Optional.of(Role.ADMIN);
        }
        return path.endsWith("/ws/user") ? Optional.of(Role.USER) : Optional.empty();
    }

    /** A write that a client does not take must not hold a thread for longer than the limit. */
    private void limitWrites(WebSocketSession socket) {
        if (socket instanceof NativeWebSocketSession container) {
            var tomcat = nativeSession(container);
            if (tomcat != null) {
                tomcat.getUserProperties()
                        .put(
                                TOMCAT_SEND_TIMEOUT,
                                parts.limits().slowAfter().plusSeconds(1).toMillis());
            }
        }
    }

    private static jakarta.websocket.@Nullable Session nativeSession(
            NativeWebSocketSession socket) {
        return socket.getNativeSession(jakarta.websocket.Session.class);
    }
}
