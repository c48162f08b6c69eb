package io.parley.gateway.edge;

import io.netty.util.NetUtil;
import io.parley.gateway.settings.EdgeSettings;
import io.parley.gateway.settings.TrustedProxies;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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
    private static final String FORWARDED_HOST = "X-Forwarded-Host";
    private static final String FORWARDED_PORT = "X-Forwarded-Port";

    /** An address as proxies write it: with a port, IPv6 also in brackets, either in quotes. */
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "\"?(?:([0-9.]{7,15})(?::\\d{1,5})?|\\[([0-9A-Fa-f:.]{2,45})](?::\\d{1,5})?"
                            + "|([0-9A-Fa-f:.]{2,45}))\"?");

    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final int MAX_PROXIES = 10;

    private final TrustedProxies trusted;

    ClientAddresses(EdgeSettings settings) {
        this.trusted = settings.proxies();
    }

    /** The nearest address that is no trusted proxy, or null where the peer is unknown. */
    public @Nullable String of(ServerHttpRequest request) {
        var peer = peer(request);
        if (peer == null || !isTrusted(peer)) {
            return peer;
        }
        var client = peer;
        for (var hop : hops(request).reversed()) {
            var address = address(hop);
            if (address == null) {
                return client;
            }
            client = address;
            if (!isTrusted(address)) {
                return client;
            }
        }
        return client;
    }

    /** The address alone, or null where it is none. */
    private static @Nullable String address(String hop) {
        var match = ADDRESS.matcher(hop);
        if (!match.matches()) {
            return null;
        }
        for (var group = 1; group <= match.groupCount(); group++) {
            var address = match.group(group);
            if (address != null) {
                return NetUtil.createByteArrayFromIpAddressString(address) == null ? null : address;
            }
        }
        return null;
    }

    /** The host, and maybe port, that the client asked for; null where nobody says. */
    @Nullable String host(ServerHttpRequest request) {
        var headers = request.getHeaders();
        var own = headers.getFirst(HttpHeaders.HOST);
        if (!isFromProxy(request)) {
            return own;
        }
        var forwarded = headers.getValuesAsList(FORWARDED_HOST);
        var host = forwarded.isEmpty() ? own : forwarded.getLast().strip();
        var port = headers.getFirst(FORWARDED_PORT);
        return host == null
                        || port == null
                        || !PORT.matcher(port).matches()
                        || host.matches(".*:\\d+")
                ? host
                : host + ':' + port;
    }

    private boolean isFromProxy(ServerHttpRequest request) {
        var peer = peer(request);
        return peer != null && isTrusted(peer);
    }

    /** True if the client spoke TLS, to us or to a trusted proxy. */
    boolean secure(ServerHttpRequest request) {
        if (request.getSslInfo() != null) {
            return true;
        }
        return isFromProxy(request)
                && "https".equalsIgnoreCase(request.getHeaders().getFirst(FORWARDED_PROTO));
    }

    private boolean isTrusted(String address) {
        return trusted.contains(address);
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
