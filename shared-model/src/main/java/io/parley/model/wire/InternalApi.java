package io.parley.model.wire;

/** Names of the calls between services; the gateway routes none of them. */
public final class InternalApi {

    /** Path prefix of what only other services may call. */
    public static final String PREFIX = "/internal";

    /** Header that carries the token of the calling service: see {@code ServiceTokens}. */
    public static final String TOKEN_HEADER = "X-Parley-Internal";

    private InternalApi() {}
}
