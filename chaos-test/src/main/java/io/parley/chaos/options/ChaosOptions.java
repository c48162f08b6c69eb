package io.parley.chaos.options;

import io.parley.chaos.client.CrowdSize;
import io.parley.chaos.fault.FaultRunner.Pace;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a run is to be.
 *
 * @param repository the clone whose modules are built
 * @param folder for data, logs and traces; made for this run
 * @param groups of sequencers, 1 or 2
 * @param atLeast how long faults go on
 * @param faults at least so many
 * @param receipts at least so many
 * @param atMost then it ends, whether it has come to that or not
 * @param allFaults also those that last for up to a minute
 * @param only faults whose kind begins with this; all where it is empty
 * @param bound how late a delivery may be beyond the faults in force
 */
public record ChaosOptions(
        Path repository,
        Path folder,
        long seed,
        int pods,
        int groups,
        CrowdSize crowd,
        Pace pace,
        Duration atLeast,
        int faults,
        long receipts,
        Duration atMost,
        boolean allFaults,
        String only,
        Duration bound) {

    private static final Pace USUAL =
            new Pace(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(2));
    private static final Pace DENSE =
            new Pace(Duration.ofSeconds(5), Duration.ofSeconds(9), Duration.ofSeconds(2));

    /** As long as one likes, with a fault every 10 to 15 seconds. */
    public static ChaosOptions minutes(Path repository, Path folder, int minutes, long seed) {
        return new ChaosOptions(
                repository,
                folder,
                seed,
                2,
                2,
                CrowdSize.SMALL,
                USUAL,
                Duration.ofMinutes(minutes),
                0,
                0,
                Duration.ofMinutes(minutes),
                true,
                "",
                Duration.ofSeconds(20));
    }

    /** As long as it takes to see enough, on a machine of any speed. */
    public static ChaosOptions gate(Path repository, Path folder, long seed) {
        return new ChaosOptions(
                repository,
                folder,
                seed,
                2,
                2,
                CrowdSize.SMALL,
                DENSE,
                Duration.ZERO,
                12,
                20_000,
                Duration.ofMinutes(8),
                false,
                "",
                Duration.ofSeconds(60));
    }

    /** The same with so many chat pods and groups, and only with faults whose kind begins so. */
    public ChaosOptions with(int wantedPods, int wantedGroups, String wantedFaults) {
        return new ChaosOptions(
                repository,
                folder,
                seed,
                wantedPods,
                wantedGroups,
                crowd,
                pace,
                atLeast,
                faults,
                receipts,
                atMost,
                allFaults,
                wantedFaults,
                bound);
    }
}
