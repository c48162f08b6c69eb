package io.parley.chat.delivery;

import java.util.Locale;

/** How a room found out that it lacks events. */
enum RepairReason {
    /** An event came whose predecessor had not come. */
    HOLE,
    /** The stream, or history, has more than came. */
    BEHIND,
    /** Message-service told of more, while live events were late. */
    LATE,
    /** The room had gone on while it was being opened here. */
    START;

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
