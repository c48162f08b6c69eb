package io.parley.chat.command;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** When a client message id was made, where it is a UUID of version 7 and so tells it. */
final class MadeAt {

    /**
     * A clock that is wrong by less than nine minutes cannot make an id look new whose message the
     * sequence function has forgotten after ten.
     */
    private static final Duration NEW_FOR = Duration.ofMinutes(1);

    private static final int TIME_ORDERED = 7;
    private static final int BITS_BELOW_THE_TIME = 16;

    private static final Pattern UUID_OF_36 =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private MadeAt() {}

    /** Whether the id tells another time than about now, perhaps by a clock that is wrong. */
    static boolean isOld(String clientMsgId, Instant now) {
        if (!UUID_OF_36.matcher(clientMsgId).matches()) {
            return false;
        }
        var id = UUID.fromString(clientMsgId);
        var madeAt = Instant.ofEpochMilli(id.getMostSignificantBits() >>> BITS_BELOW_THE_TIME);
        return id.version() == TIME_ORDERED
                && Duration.between(madeAt, now).abs().compareTo(NEW_FOR) > 0;
    }
}
