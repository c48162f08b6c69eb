package io.parley.chat.delivery;

import io.parley.model.RoomId;
import io.parley.model.wire.Json;

/** What a feed tells about itself, between the events. */
sealed interface Control {

    String type();

    default String json() {
        return Json.MAPPER.writeValueAsString(this);
    }

    record ResumeBegin(String type, RoomId roomId, long from, long to) implements Control {
        static ResumeBegin of(RoomId room, long from, long to) {
            return new ResumeBegin("resume.begin", room, from, to);
        }
    }

    record ResumeEnd(String type, RoomId roomId, long to, long head, boolean more)
            implements Control {
        static ResumeEnd of(RoomId room, long head) {
            return new ResumeEnd("resume.end", room, head, head, false);
        }
    }

    /**
     * @param reason {@code too.far}: further behind than is replayed; {@code timeline}: the client
     *     is ahead of the log, which has therefore been lost
     */
    record ResumeFailed(
            String type,
            RoomId roomId,
            String reason,
            long oldestSeq,
            long headSeq,
            String historyUrl)
            implements Control {
        static ResumeFailed of(RoomId room, String reason, long oldest, long head) {
            return new ResumeFailed(
                    "resume.failed", room, reason, oldest, head, "/messages/history/" + room);
        }
    }
}
