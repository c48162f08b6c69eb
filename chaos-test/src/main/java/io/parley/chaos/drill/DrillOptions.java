package io.parley.chaos.drill;

import io.parley.chaos.client.CrowdSize;
import io.parley.chaos.control.ChaosSuite.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is exercised, and under which load.
 *
 * @param folder for data, logs and traces; made for this run
 * @param restarted members that are stopped and started again in turn
 * @param rounds how often that is done, with the settings that they have from then on
 */
public record DrillOptions(
        Path repository,
        Path folder,
        Shape shape,
        List<String> restarted,
        List<Map<String, String>> rounds,
        CrowdSize crowd,
        long seed) {

    private static final int READERS_IN_A_ROOM = 40;
    private static final int ROOMS_OF_A_READER = 4;
    private static final int WRITERS = 20;
    private static final double CHANGING = 0.25;
    private static final String LOG_VERSION = "PARLEY_WRITE_LOG_VERSION";
    private static final Map<String, String> OLDER = Map.of(LOG_VERSION, "2");
    private static final Map<String, String> NEWEST = Map.of(LOG_VERSION, "3");

    /** From two pods to four. */
    public static DrillOptions scale(Path repository, Path folder, int sessions) {
        return new DrillOptions(
                repository,
                folder,
                shape(4, 2, 1, Map.of()),
                List.of(),
                List.of(),
                crowd(sessions),
                1);
    }

    /** All pods in turn, then both gateways. */
    public static DrillOptions restart(Path repository, Path folder, int sessions) {
        return new DrillOptions(
                repository,
                folder,
                shape(3, 0, 2, Map.of()),
                List.of("chat-1", "chat-2", "chat-3", "gateway", "gateway-2"),
                List.of(Map.of()),
                crowd(sessions),
                1);
    }

    /** All pods in turn, to a newer version of the log's records; and back to the older one. */
    public static DrillOptions versions(Path repository, Path folder, int sessions) {
        return new DrillOptions(
                repository,
                folder,
                shape(3, 0, 1, OLDER),
                List.of("chat-1", "chat-2", "chat-3"),
                List.of(NEWEST, OLDER),
                changing(crowd(sessions)),
                1);
    }

    /** A little of both, in a hurry. */
    public static DrillOptions gate(Path repository, Path folder) {
        var hurried = new HashMap<>(OLDER);
        hurried.put("PARLEY_REBALANCE_PERCENT", "10");
        hurried.put("PARLEY_REBALANCE_AFTER", "2s");
        return new DrillOptions(
                repository,
                folder,
                shape(4, 2, 2, hurried),
                List.of("chat-1", "gateway-2"),
                List.of(NEWEST),
                changing(crowd(160)),
                1);
    }

    private static Shape shape(int pods, int latePods, int gateways, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        // A few people with many devices each: that spares the time to make accounts
        all.put("PARLEY_SESSIONS_PER_USER", "10000");
        return new Shape(pods, latePods, gateways, all);
    }

    /** Twenty write twice a second each; all others follow four rooms each. */
    private static CrowdSize crowd(int sessions) {
        int readers = sessions - WRITERS;
        int rooms =
                Math.max(ROOMS_OF_A_READER * 2, readers * ROOMS_OF_A_READER / READERS_IN_A_ROOM);
        return new CrowdSize(rooms, WRITERS, 2, readers, 0, 0.1, 0);
    }

    private static CrowdSize changing(CrowdSize crowd) {
        return new CrowdSize(
                crowd.rooms(),
                crowd.writers(),
                crowd.perWriter(),
                crowd.readers(),
                crowd.slowReaders(),
                crowd.probing(),
                CHANGING);
    }

    boolean addsPods() {
        return shape.latePods() > 0;
    }

    int sessions() {
        return crowd.writers() + crowd.readers();
    }
}
