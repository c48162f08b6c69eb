package io.parley.user.access;

/** What an access token says, beside the registered claims; docs/architecture.md. */
public final class AccessClaims {

    /** Header {@code typ}: no other kind of token passes as an access token. */
    public static final String TYPE = "at+jwt";

    public static final String AUDIENCE = "parley";
    public static final String SESSION = "sid";
    public static final String NAME = "name";
    public static final String USERNAME = "username";
    public static final String ROLE = "role";

    private AccessClaims() {}
}
