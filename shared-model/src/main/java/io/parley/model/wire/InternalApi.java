package io.parley.model.wire;

/** Names of the calls between services; the gateway routes none of them. */
public final class InternalApi {

    /** Path prefix of what only other services may call. */
    public static final String PREFIX = "/internal";

    /** Header that carries the secret shared by the services. */
    public static final String SECRET_HEADER = "X-Parley-Internal";

    private InternalApi() {}
}
