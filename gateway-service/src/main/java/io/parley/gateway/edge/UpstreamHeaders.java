package io.parley.gateway.edge;

import java.util.List;
import java.util.Locale;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * The headers that services see: without those a client may not set, and with the client's real
 * address. {@code Origin} has been judged here and is not passed on, or each service would need the
 * list of origins too.
 */
@Component
public class UpstreamHeaders implements HttpHeadersFilter, Ordered {

    private static final List<String> RESERVED_PREFIXES =
            List.of("x-parley-", "x-user", "x-internal", "x-forwarded-", "x-real-ip");
    private static final List<String> RESERVED = List.of("forwarded", "origin");

    private final ClientAddresses addresses;

    UpstreamHeaders(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    /** After the gateway's own filters, which must not take away again what is set here. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        var passed = new HttpHeaders();
        input.forEach(
                (name, values) -> {
                    if (!isReserved(name)) {
                        passed.addAll(name, values);
                    }
                });
        addForwarded(passed, exchange);
        return passed;
    }

    private void addForwarded(HttpHeaders headers, ServerWebExchange exchange) {
        var request = exchange.getRequest();
        var client = addresses.of(request);
        if (client != null) {
            headers.set("X-Forwarded-For", client);
        }
        headers.set("X-Forwarded-Proto", addresses.secure(request) ? "https" : "http");
        var host = addresses.host(request);
        if (host != null) {
            headers.set("X-Forwarded-Host", host);
        }
    }

    private static boolean isReserved(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return RESERVED.contains(lower) || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith);
    }
}
