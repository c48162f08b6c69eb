package io.parley.redis;

import io.parley.service.FailureText;

/** Puts what went wrong with a connection in a sentence that says what to do. */
final class RedisFailures {

    private RedisFailures() {}

    static String explain(Throwable failure) {
        return sentence(FailureText.of(failure));
    }

    private static String sentence(String all) {
        if (all.contains("no subject alternative") || all.contains("no name matching")) {
            return "The certificate of Redis is for another name: PARLEY_REDIS_URL must use the"
                    + " name that the certificate is for, and servers must announce it";
        }
        if (all.contains("pkix") || all.contains("certpath") || all.contains("trustanchor")) {
            return "The certificate of Redis is signed by an authority that is not known here:"
                    + " PARLEY_REDIS_CA_FILE must name the file of that authority";
        }
        if (all.contains("notsslrecord")) {
            return "Redis does not speak TLS: begin PARLEY_REDIS_URL with redis, or give the"
                    + " server's port for TLS";
        }
        if (all.contains("wrongpass") || all.contains("without any password configured")) {
            return "Redis refuses the password: check the one in PARLEY_REDIS_URL, or of sentinels"
                    + " PARLEY_REDIS_SENTINEL_PASSWORD";
        }
        if (all.contains("noauth")) {
            return "Redis asks for a password: put it into PARLEY_REDIS_URL, as in"
                    + " redis://:password@host:6379, or of sentinels into"
                    + " PARLEY_REDIS_SENTINEL_PASSWORD";
        }
        return "Redis does not answer: check PARLEY_REDIS_URL and that it runs; a server that"
                + " speaks only TLS needs rediss";
    }
}
