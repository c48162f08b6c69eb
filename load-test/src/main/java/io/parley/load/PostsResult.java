package io.parley.load;

import io.parley.load.measure.Row;

/**
 * What followers of posts got, and what it cost.
 *
 * @param expected events, over all followers
 * @param outOfOrder events that came twice or not in their place
 * @param ended followers that were cut off or lost
 * @param latePosts POSTs that were sent more than 100 ms after they were due
 * @param p50Millis from the POST's answer to the event
 * @param messageMicros CPU of message-service for each event
 * @param gatewayMicros CPU of the gateway for each event
 * @param othersMillisPerPost CPU of all other servers for each post
 */
record PostsResult(
        int followers,
        int rate,
        int seconds,
        long expected,
        long received,
        long outOfOrder,
        long ended,
        long latePosts,
        double p50Millis,
        double p99Millis,
        double maxMillis,
        double messageMicros,
        double gatewayMicros,
        double othersMillisPerPost,
        double loadMicros)
        implements Row {

    @Override
    public String head() {
        return "| followers | posts/s | s | events received | expected | out of order | followers lost | posts late | p50 ms | p99 ms | max ms | message-service µs | gateway µs | others ms per post | load generator µs |\n"
                + "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|";
    }

    @Override
    public String row() {
        return "| %d | %d | %d | %,d | %,d | %d | %d | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |"
                .formatted(
                        followers,
                        rate,
                        seconds,
                        received,
                        expected,
                        outOfOrder,
                        ended,
                        latePosts,
                        p50Millis,
                        p99Millis,
                        maxMillis,
                        messageMicros,
                        gatewayMicros,
                        othersMillisPerPost,
                        loadMicros);
    }

    /** Whether everybody got everything once and in order. */
    boolean isFlawless() {
        return received == expected && outOfOrder == 0 && ended == 0;
    }
}
