package io.parley.gateway.pods;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/**
 * The less loaded of two random pods. Looking at two only keeps many gateways from all sending
 * everybody to the one pod that reported the least. Of every second socket the two are taken from
 * the pods that are emptier than the average, so that one new pod among many is found soon. That
 * ends for this second where a pod gets very many: it may be new and slow, or one that loses
 * whomever it gets.
 */
@Component
public class PodChoice {

    /** Of one pod, from this gateway, from one report to the next. */
    private static final int MANY = 100;

    private static final double EMPTIER = 0.95;

    private final PodDirectory directory;

    PodChoice(PodDirectory directory) {
        this.directory = directory;
    }

    /** A pod for a new socket, none of those tried already; empty if no pod takes anybody. */
    public Optional<Pod> next(Set<Pod> tried) {
        var candidates = new ArrayList<Pod>();
        for (var pod : directory.all()) {
            if (pod.accepting() && !tried.contains(pod)) {
                candidates.add(pod);
            }
        }
        if (ThreadLocalRandom.current().nextBoolean()) {
            var emptier = emptier(candidates);
            if (!emptier.isEmpty()) {
                return lessLoadedOfTwo(emptier);
            }
        }
        return lessLoadedOfTwo(candidates);
    }

    private static List<Pod> emptier(List<Pod> candidates) {
        var limit = EMPTIER * candidates.stream().mapToLong(Pod::load).average().orElse(0);
        var emptier = new ArrayList<Pod>();
        for (var pod : candidates) {
            if (pod.load() < limit && pod.sentSinceReport() < MANY) {
                emptier.add(pod);
            }
        }
        return emptier;
    }

    private static Optional<Pod> lessLoadedOfTwo(List<Pod> candidates) {
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        var one = takeRandom(candidates);
        if (candidates.isEmpty()) {
            return Optional.of(one);
        }
        var other = takeRandom(candidates);
        return Optional.of(other.load() < one.load() ? other : one);
    }

    private static Pod takeRandom(List<Pod> from) {
        return from.remove(ThreadLocalRandom.current().nextInt(from.size()));
    }
}
