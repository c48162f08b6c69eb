package io.parley.gateway.edge;

import io.parley.gateway.settings.EdgeSettings;
import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.logging.AbstractHttpMessageLogFactory;
import reactor.netty.http.logging.HttpMessageArgProvider;
import reactor.netty.http.server.HttpServer;

/**
 * Ends requests that arrive too slowly, and connections that nobody uses, and keeps what is no
 * request out of the log. A WebSocket is no request any more and is not timed.
 */
@Component
class ServerLimits implements NettyServerCustomizer {

    private static final Duration BETWEEN_READS = Duration.ofSeconds(20);
    private static final Duration WHOLE_REQUEST = Duration.ofSeconds(60);

    private final Duration keepAlive;

    ServerLimits(EdgeSettings settings) {
        this.keepAlive = settings.keepAlive();
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.readTimeout(BETWEEN_READS)
                .requestTimeout(WHOLE_REQUEST)
                .idleTimeout(keepAlive)
                .httpMessageLogFactory(new OneLine());
    }

    /** What Netty could not read, without what was in it: that may be anything, on many lines. */
    private static final class OneLine extends AbstractHttpMessageLogFactory {

        @Override
        public String common(HttpMessageArgProvider message) {
            var result = message.decoderResult();
            return result == null || result.isSuccess()
                    ? message.httpMessageType().name()
                    : result.cause().getClass().getSimpleName();
        }
    }
}
