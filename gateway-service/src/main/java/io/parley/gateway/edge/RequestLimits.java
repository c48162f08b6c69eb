package io.parley.gateway.edge;

import io.parley.model.wire.ErrorCode;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Bounds request bodies, whether they announce their length or not. */
@Component
@Order(EdgeOrder.BODY)
class RequestLimits implements WebFilter {

    private static final long MAX_BODY = DataSize.ofKilobytes(64).toBytes();
    private static final long MAX_POST_BODY = DataSize.ofKilobytes(512).toBytes();

    private final Refusals refusals;

    RequestLimits(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        var limit = limitFor(request.getPath().value());
        if (request.getHeaders().getContentLength() > limit) {
            return Mono.error(tooLarge(limit));
        }
        if (request.getHeaders().getContentLength() >= 0 || !isChunked(request)) {
            return chain.filter(exchange);
        }
        return chain.filter(exchange.mutate().request(counting(request, limit)).build());
    }

    private static long limitFor(String path) {
        return path.matches("(/api/v1)?/posts(/.*)?") ? MAX_POST_BODY : MAX_BODY;
    }

    private static boolean isChunked(ServerHttpRequest request) {
        return request.getHeaders().containsHeader("Transfer-Encoding");
    }

    private ServerHttpRequest counting(ServerHttpRequest request, long limit) {
        return new ServerHttpRequestDecorator(request) {
            @Override
            public Flux<DataBuffer> getBody() {
                var seen = new AtomicLong();
                return super.getBody()
                        .handle(
                                (buffer, sink) -> {
                                    if (seen.addAndGet(buffer.readableByteCount()) > limit) {
                                        DataBufferUtils.release(buffer);
                                        sink.error(tooLarge(limit));
                                    } else {
                                        sink.next(buffer);
                                    }
                                });
            }
        };
    }

    private RefusedException tooLarge(long limit) {
        refusals.count("body");
        return new RefusedException(
                ErrorCode.FRAME_TOO_LARGE,
                "The body may hold %d KiB at most."
                        .formatted(DataSize.ofBytes(limit).toKilobytes()));
    }
}
