package io.parley.gateway.limits;

import org.jspecify.annotations.Nullable;

/**
 * Whether a request may pass.
 *
 * @param refusedBy what is exhausted; absent where it may
 */
record Verdict(@Nullable Tier refusedBy, long waitMicros) {

    static final Verdict PASSES = new Verdict(null, 0);
}
