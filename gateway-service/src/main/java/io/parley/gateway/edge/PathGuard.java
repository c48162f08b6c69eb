package io.parley.gateway.edge;

import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.InternalApi;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets plain paths pass only. Parley's paths are made of unreserved characters, so whatever a
 * gateway and a service could read differently (encoded slashes, dots, parameters) is refused
 * before any route is looked at, and so is what only services may call. One segment of one path may
 * be encoded, and holds nothing that could end a segment: the emoji of a reaction.
 */
@Component
@Order(EdgeOrder.PATH)
class PathGuard implements WebFilter {

    private static final int MAX_PATH = 512;
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_~\\-.]+)*/?");

    /** Bytes beyond ASCII, and what keycaps begin with: a digit, {@code #} or {@code *}. */
    private static final Pattern REACTION =
            Pattern.compile(
                    "(/api/v1)?/rooms/[A-Za-z0-9\\-]+/messages/[0-9]+/reactions"
                            + "/([0-9*]|%23|%2[Aa])?(%[89A-Fa-f][0-9A-Fa-f])+");

    private static final Pattern DOTS = Pattern.compile("(^|/)\\.{1,2}(/|$)");
    private static final String API = "/api/v1";

    private final Refusals refusals;

    PathGuard(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var path = exchange.getRequest().getURI().getRawPath();
        if (isPlain(path) && !isInternal(path)) {
            return chain.filter(exchange);
        }
        refusals.count("path");
        return Mono.error(new RefusedException(ErrorCode.NOT_FOUND, "There is nothing here."));
    }

    static boolean isPlain(String path) {
        return path.length() <= MAX_PATH
                && (PLAIN.matcher(path).matches() || REACTION.matcher(path).matches())
                && !DOTS.matcher(path).find();
    }

    static boolean isInternal(String path) {
        return startsWithSegment(path, InternalApi.PREFIX)
                || startsWithSegment(path, API + InternalApi.PREFIX);
    }

    private static boolean startsWithSegment(String path, String prefix) {
        return path.regionMatches(true, 0, prefix, 0, prefix.length())
                && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
