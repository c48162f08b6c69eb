package io.parley.model.service;

/**
 * The forms in which settings name servers, as regular expressions. A host is a name, an IPv4
 * address, or an IPv6 address in brackets (RFC 3986, section 3.2.2).
 */
public final class ServerAddress {

    private static final String HOST = "(?:[A-Za-z0-9._\\-]+|\\[[0-9A-Fa-f:.]+\\])";

    /** A host with its port. */
    public static final String HOST_PORT = HOST + ":\\d{1,5}";

    /** Several of them with commas. */
    public static final String HOST_PORTS = HOST_PORT + "(?:\\s*,\\s*" + HOST_PORT + ")*";

    /** A server inside the cluster, spoken to without TLS. */
    public static final String HTTP_HOST_PORT = "http://" + HOST_PORT;

    /** A service: scheme, host and maybe port; no path, no query. */
    public static final String SERVICE_URL = "https?://" + HOST + "(?::\\d{1,5})?/?";

    private ServerAddress() {}
}
