package io.parley.gateway.limits;

/** What a request over HTTP is counted as. */
enum Tier {
    SIGN_IN("s", "rate-sign-in", "Too many attempts from this address."),
    REFRESH("r", "rate-refresh", "Too many sessions are renewed from this address."),
    ACCOUNT("u", "rate-account", "Too many requests of this account."),
    ADDRESS("a", "rate-address", "Too many requests from this address.");

    /** A name as those of the counts, by which the server that counts is asked whether it lives. */
    static final String SOME_KEY = "{limits}";

    private final String prefix;
    private final String reason;
    private final String detail;

    Tier(String prefix, String reason, String detail) {
        this.prefix = prefix;
        this.reason = reason;
        this.detail = detail;
    }

    /** All names share a hash tag, so that one script may count several of them on a cluster. */
    String key(String whose) {
        return "{limits}:" + prefix + ":" + whose;
    }

    /** For the metric of refusals. */
    String reason() {
        return reason;
    }

    String detail() {
        return detail;
    }
}
