package io.parley.gateway.pods;

import java.util.Collection;
import java.util.Optional;

/**
 * How full the pods that take people are. A pod hears it with the question for its own load, so
 * that one that is too full can send people elsewhere.
 *
 * @param average sessions of a pod, rounded up
 * @param least sessions of the emptiest one
 */
record Evenness(long average, long least) {

    /** Empty where there are no two pods to compare. */
    static Optional<Evenness> of(Collection<Pod> pods) {
        var loads =
                pods.stream()
                        .filter(Pod::accepting)
                        .mapToLong(Pod::load)
                        // Lost since the line before
                        .filter(load -> load != Long.MAX_VALUE)
                        .summaryStatistics();
        return loads.getCount() < 2
                ? Optional.empty()
                : Optional.of(
                        new Evenness(
                                Math.ceilDiv(loads.getSum(), loads.getCount()), loads.getMin()));
    }

    String query() {
        return "?average=" + average + "&least=" + least;
    }
}
