package io.parley.kafka.trace;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A step of a message's way, and the one that it hangs under. */
public enum Step {
    /** From the frame to the receipt. */
    SEND(null, Kind.SERVER),
    /** From the producer to Kafka's acknowledgement. */
    APPEND(SEND, Kind.PRODUCER),
    /** From the log's time to the number; in each group of sequencers. */
    SEQUENCE(APPEND, Kind.CONSUMER),
    /** From the number to Redis having stored and published it. */
    PUBLISH(SEQUENCE, Kind.PRODUCER),
    /**
     * To the sessions of one pod; what comes by Redis does not say which group has published it.
     */
    DELIVER(APPEND, Kind.CONSUMER),
    /** From the log's time to the row. */
    PERSIST(APPEND, Kind.CONSUMER);

    private final @Nullable Step parent;
    private final Kind kind;

    Step(@Nullable Step parent, Kind kind) {
        this.parent = parent;
        this.kind = kind;
    }

    @Nullable Step parent() {
        return parent;
    }

    int kind() {
        return kind.number;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As numbered by the OpenTelemetry protocol. */
    private enum Kind {
        SERVER(2),
        PRODUCER(4),
        CONSUMER(5);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }
}
