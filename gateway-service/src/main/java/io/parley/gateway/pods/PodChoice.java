package io.parley.gateway.pods;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/**
 * The less loaded of two random pods. Looking at two only keeps many gateways from all sending
 * everybody to the one pod that reported the least.
 */
@Component
public class PodChoice {

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
