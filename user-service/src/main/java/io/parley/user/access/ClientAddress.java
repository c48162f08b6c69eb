package io.parley.user.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a call comes from, as far as it can be told apart: an IPv4 address, or the first 64 bits of
 * an IPv6 address, since a household has all the others to itself.
 *
 * <p>The gateway names it in {@code X-Forwarded-For} and drops what clients write there. Nothing
 * else calls this service from outside.
 */
public record ClientAddress(String value) {

    private static final String FORWARDED = "X-Forwarded-For";
    private static final int LONGEST = 200;
    private static final int NETWORK_BYTES = 8;

    public static ClientAddress of(HttpServletRequest request) {
        var forwarded = request.getHeader(FORWARDED);
        return forwarded == null || forwarded.length() > LONGEST
                ? parse(request.getRemoteAddr())
                : parse(forwarded.substring(forwarded.lastIndexOf(',') + 1).strip());
    }

    /** What is no address at all counts as one and the same. */
    static ClientAddress parse(String text) {
        try {
            return new ClientAddress(comparable(InetAddress.ofLiteral(text)));
        } catch (IllegalArgumentException notAnAddress) {
            return new ClientAddress("unknown");
        }
    }

    private static String comparable(InetAddress address) {
        return address instanceof Inet6Address six
                ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES)) + "::/64"
                : address.getHostAddress();
    }
}
