package io.parley.gateway.limits;

import java.time.Duration;

/**
 * How fast a bucket fills again: GCRA, where a request is owed for as long as it takes to earn.
 *
 * @param costMicros how long it takes to earn one request
 * @param mostMicros how much may be owed: what may be asked for at once
 */
record Rate(long costMicros, long mostMicros) {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos() / 1_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos() / 1_000;

    static Rate perMinute(int requests, int atOnce) {
        return of(MINUTE / requests, atOnce);
    }

    static Rate perSecond(int requests, int atOnce) {
        return of(SECOND / requests, atOnce);
    }

    private static Rate of(long cost, int atOnce) {
        return new Rate(cost, cost * atOnce);
    }
}
