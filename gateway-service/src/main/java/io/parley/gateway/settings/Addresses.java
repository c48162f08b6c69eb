package io.parley.gateway.settings;

/** The forms of addresses in settings. */
final class Addresses {

    /** Scheme, host and maybe port; no path, no query. */
    static final String SERVICE = "https?://[A-Za-z0-9._\\-\\[\\]:]+/?";

    /** Chat pods are spoken to inside the cluster, without TLS. */
    static final String POD = "http://[A-Za-z0-9._\\-\\[\\]]+:\\d{1,5}/?";

    private Addresses() {}
}
