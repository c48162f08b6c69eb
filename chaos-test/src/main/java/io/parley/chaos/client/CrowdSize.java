package io.parley.chaos.client;

/**
 * How many clients of which kind there are.
 *
 * @param perWriter messages a second of each writer
 * @param probing the share of receipts after which history is read
 * @param changing the share of what writers send that changes messages, or tries to
 */
public record CrowdSize(
        int rooms,
        int writers,
        double perWriter,
        int readers,
        int slowReaders,
        double probing,
        double changing) {

    /** What two cores carry beside the suite itself. */
    public static final CrowdSize SMALL = new CrowdSize(12, 20, 10, 10, 4, 0.02, 0.25);
}
