package io.parley.model.read;

import io.parley.model.UserId;
import java.time.Duration;

/**
 * The topic of what people have read: key is the person's id, value a {@link ReadMove} as JSON.
 * Written by chat-service, kept by message-service. Not compacted: a move back is a move, too, so
 * all of them count in their order.
 */
public final class ReadLog {

    public static final String TOPIC = "read.log";
    public static final int PARTITIONS = 16;

    /** As long as the moves may be wanted again by a database that was set back. */
    public static final Duration RETENTION = Duration.ofDays(7);

    private ReadLog() {}

    /** The partition of all of a person's moves. */
    public static int partitionOf(UserId person) {
        return Math.floorMod(person.value().hashCode(), PARTITIONS);
    }
}
