package io.parley.model.service;

import java.security.Security;

/**
 * How long this process believes what a name service has said. Pods and servers come and go, and
 * the JDK would keep their addresses for 30 s, or for ever, as its flags say.
 */
public final class HostNames {

    private static final String SECONDS = "2";

    /** A name that is not there yet may be a moment later. */
    private static final String SECONDS_WITHOUT_ANY = "1";

    private HostNames() {}

    /** To be called first of all: the JDK looks only once, when it is asked for the first name. */
    public static void forgetSoon() {
        Security.setProperty("networkaddress.cache.ttl", SECONDS);
        Security.setProperty("networkaddress.cache.negative.ttl", SECONDS_WITHOUT_ANY);
    }
}
