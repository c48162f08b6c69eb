package io.parley.chaos.drill;

import io.parley.chaos.control.ChaosSuite;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Looks every second how many sessions each pod has. */
final class PodLoads implements AutoCloseable {

    private static final Pattern SESSIONS =
            Pattern.compile("^parley_sessions(?:\\{[^}]*})? ([0-9.]+)", Pattern.MULTILINE);
    private static final double EVEN = 0.10;

    private final ChaosSuite suite;
    private final Queue<Look> looks = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("pod-loads").factory());

    PodLoads(ChaosSuite suite) {
        this.suite = suite;
        var _ = timer.scheduleAtFixedRate(() -> looks.add(look()), 0, 1, TimeUnit.SECONDS);
    }

    /**
     * @param at in nanoseconds of the traces' clock
     * @param sessions of the pods that answer
     */
    record Look(long at, Map<String, Integer> sessions) {

        int total() {
            return sessions.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** True when the loads of so many pods are within a tenth of their average. */
        boolean isEven(int pods) {
            double average = (double) total() / pods;
            return sessions.size() == pods
                    && sessions.values().stream()
                            .allMatch(each -> Math.abs(each - average) <= EVEN * average);
        }
    }

    List<Look> all() {
        return List.copyOf(looks);
    }

    Look look() {
        var sessions = new TreeMap<String, Integer>();
        for (var pod : suite.pods()) {
            var found = SESSIONS.matcher(suite.member(pod).metrics());
            if (found.find()) {
                sessions.put(pod, (int) Double.parseDouble(found.group(1)));
            }
        }
        return new Look(System.nanoTime(), sessions);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
