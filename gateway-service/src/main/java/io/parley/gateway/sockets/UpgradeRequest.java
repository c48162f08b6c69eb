package io.parley.gateway.sockets;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.parley.gateway.edge.RefusedException;
import io.parley.gateway.edge.UpstreamHeaders;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * A request to become a WebSocket, checked.
 *
 * @param protocols what the client offers, as it offers it
 * @param headers for the pod
 */
record UpgradeRequest(String path, @Nullable String protocols, HttpHeaders headers) {

    private static final String PROTOCOL_HEADER = "Sec-WebSocket-Protocol";
    private static final String VERSION_HEADER = "Sec-WebSocket-Version";
    private static final String VERSION = "13";
    private static final Pattern PROTOCOLS =
            Pattern.compile("[A-Za-z0-9.\\-_]+(, ?[A-Za-z0-9.\\-_]+)*");
    private static final int MAX_PROTOCOLS = 200;
    private static final Pattern CREDENTIAL_NAME =
            Pattern.compile("(.*token.*)|jwt|auth|authorization|bearer|ticket|password");
    private static final Pattern JWT =
            Pattern.compile("(?i)(bearer[ +]+)?[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*");

    /** About this connection, not about the one to the pod. */
    private static final Set<String> OWN =
            Set.of(
                    "connection",
                    "upgrade",
                    "host",
                    "content-length",
                    "transfer-encoding",
                    "te",
                    "keep-alive",
                    "proxy-authorization",
                    "cookie");

    /**
     * @throws RefusedException if it is no upgrade that any pod could take
     */
    static UpgradeRequest of(ServerWebExchange exchange, UpstreamHeaders upstream) {
        var request = exchange.getRequest();
        checkUpgrade(request);
        checkQuery(request);
        return new UpgradeRequest(
                request.getPath().value(), protocols(request), headersFor(exchange, upstream));
    }

    private static void checkUpgrade(ServerHttpRequest request) {
        var headers = request.getHeaders();
        if (!HttpMethod.GET.equals(request.getMethod())) {
            throw new RefusedException(
                    Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "A WebSocket begins with GET."),
                    Map.of("Allow", "GET"));
        }
        var wanted =
                "websocket".equalsIgnoreCase(headers.getUpgrade())
                        && headers.getConnection().stream().anyMatch("upgrade"::equalsIgnoreCase);
        if (!wanted || !VERSION.equals(headers.getFirst(VERSION_HEADER))) {
            throw new RefusedException(
                    Problem.of(
                            ErrorCode.PROTOCOL_UNSUPPORTED,
                            "Here is a WebSocket, version 13, and nothing else."),
                    Map.of("Upgrade", "websocket", VERSION_HEADER, VERSION));
        }
        if (!headers.containsHeader("Sec-WebSocket-Key")) {
            throw new RefusedException(ErrorCode.FRAME_MALFORMED, "Sec-WebSocket-Key is missing.");
        }
    }

    /** Addresses end up in logs and histories: nothing that opens a session may stand there. */
    private static void checkQuery(ServerHttpRequest request) {
        request.getQueryParams()
                .forEach(
                        (name, values) -> {
                            if (CREDENTIAL_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()
                                    || values.stream().anyMatch(UpgradeRequest::isToken)) {
                                throw new RefusedException(
                                        ErrorCode.FRAME_MALFORMED,
                                        "Tokens go into the CONNECT frame, never into the address.");
                            }
                        });
    }

    private static boolean isToken(@Nullable String value) {
        return value != null && JWT.matcher(value).matches();
    }

    private static @Nullable String protocols(ServerHttpRequest request) {
        var offered = request.getHeaders().getOrEmpty(PROTOCOL_HEADER);
        if (offered.isEmpty()) {
            return null;
        }
        var joined = String.join(",", offered).strip();
        if (joined.length() > MAX_PROTOCOLS || !PROTOCOLS.matcher(joined).matches()) {
            throw new RefusedException(
                    ErrorCode.FRAME_MALFORMED, "Sec-WebSocket-Protocol is malformed.");
        }
        return joined;
    }

    private static HttpHeaders headersFor(ServerWebExchange exchange, UpstreamHeaders upstream) {
        var headers = new DefaultHttpHeaders();
        upstream.filter(exchange.getRequest().getHeaders(), exchange)
                .forEach(
                        (name, values) -> {
                            if (isForPod(name.toLowerCase(Locale.ROOT))) {
                                headers.set(name, List.copyOf(values));
                            }
                        });
        return headers;
    }

    private static boolean isForPod(String name) {
        return !OWN.contains(name) && !name.startsWith("sec-websocket-");
    }
}
