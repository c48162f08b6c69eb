package io.parley.gateway.limits;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Whose address it is: all of an IPv4 address, the first half of an IPv6 one. */
final class Network {

    /** Of clients whose address is not known: they share what one may have. */
    private static final String UNKNOWN = "unknown";

    private static final int SITE_BYTES = 8;
    private static final int IPV6_BYTES = 16;

    private Network() {}

    /** An address for itself, and the name of its network for one that is given a whole one. */
    static String of(@Nullable String address) {
        var bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return UNKNOWN;
        }
        if (bytes.length < IPV6_BYTES) {
            return NetUtil.bytesToIpAddress(bytes);
        }
        return isMapped(bytes)
                ? NetUtil.bytesToIpAddress(Arrays.copyOfRange(bytes, 12, IPV6_BYTES))
                : HexFormat.of().formatHex(bytes, 0, SITE_BYTES);
    }

    /** {@code ::ffff:a.b.c.d}: an IPv4 client of a socket for both. */
    private static boolean isMapped(byte[] bytes) {
        for (var i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == -1 && bytes[11] == -1;
    }
}
