package io.parley.gateway.settings;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Networks of proxies whose forwarding headers are believed, as a list in CIDR notation. */
public final class TrustedProxies {

    private static final int MOST = 100;

    private final List<IpSubnetFilterRule> networks;

    private TrustedProxies(List<IpSubnetFilterRule> networks) {
        this.networks = networks;
    }

    /**
     * Reads {@code 10.0.0.0/8, 192.0.2.7, fd00::/8}; an address alone is a network of one.
     *
     * @throws IllegalArgumentException if a part is no network
     */
    static TrustedProxies parse(String list) {
        var networks = new ArrayList<IpSubnetFilterRule>();
        for (var part : list.split(",", MOST)) {
            if (!part.isBlank()) {
                networks.add(network(part.strip()));
            }
        }
        return new TrustedProxies(List.copyOf(networks));
    }

    private static IpSubnetFilterRule network(String text) {
        var slash = text.indexOf('/');
        var address = unbracketed(slash < 0 ? text : text.substring(0, slash));
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            throw new IllegalArgumentException("no address: " + text);
        }
        var bits =
                slash < 0 ? bytes.length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1));
        return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }

    private static String unbracketed(String address) {
        return address.startsWith("[") && address.endsWith("]")
                ? address.substring(1, address.length() - 1)
                : address;
    }

    /** True if this address, a literal, lies in one of the networks. */
    public boolean contains(String address) {
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return false;
        }
        try {
            // An IPv4 address that came in through a socket for both families is one of IPv4
            var peer = new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
            return networks.stream().anyMatch(network -> network.matches(peer));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("%d bytes".formatted(bytes.length), e);
        }
    }
}
