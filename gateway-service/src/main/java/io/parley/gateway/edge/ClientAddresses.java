package io.parley.gateway.edge;

import io.parley.gateway.settings.EdgeSettings;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Who a request really comes from. Forwarding headers count only as far as a chain of trusted
 * proxies vouches for them; everybody else could write what they like.
 */
@Component
public class ClientAddresses {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final int MAX_PROXIES = 10;

    private final Pattern trusted;

    ClientAddresses(EdgeSettings settings) {
        this.trusted = Pattern.compile(settings.trustedProxies());
    }

    /** The nearest address that is no trusted proxy, or null where the peer is unknown. */
    public @Nullable String of(ServerHttpRequest request) {
        var peer = peer(request);
        if (peer == null || !isTrusted(peer)) {
            return peer;
        }
        var client = peer;
        for (var hop : hops(request).reversed()) {
            if (!ADDRESS.matcher(hop).matches()) {
                return client;
            }
            client = hop;
            if (!isTrusted(hop)) {
                return client;
            }
        }
        return client;
    }

    /** True if the client spoke TLS, to us or to a trusted proxy. */
    boolean secure(ServerHttpRequest request) {
        if (request.getSslInfo() != null) {
            return true;
        }
        var peer = peer(request);
        return peer != null
                && isTrusted(peer)
                && "https".equalsIgnoreCase(request.getHeaders().getFirst(FORWARDED_PROTO));
    }

    private boolean isTrusted(String address) {
        return !trusted.pattern().isEmpty() && trusted.matcher(address).matches();
    }

    private static @Nullable String peer(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        return remote == null || remote.getAddress() == null
                ? null
                : remote.getAddress().getHostAddress();
    }

    private static List<String> hops(ServerHttpRequest request) {
        var hops = new ArrayList<String>();
        for (var line : request.getHeaders().getValuesAsList(FORWARDED_FOR)) {
            hops.add(line.strip());
        }
        return hops.size() <= MAX_PROXIES
                ? hops
                : hops.subList(hops.size() - MAX_PROXIES, hops.size());
    }
}
