package io.parley.chat.posts;

import io.parley.model.wire.Json;

/** What the feed of posts tells about itself, between the changes. */
sealed interface PostControl {

    String type();

    default String json() {
        return Json.MAPPER.writeValueAsString(this);
    }

    record ResumeBegin(String type, long from, long to) implements PostControl {
        static ResumeBegin of(long from, long to) {
            return new ResumeBegin("resume.begin", from, to);
        }
    }

    record ResumeEnd(String type, long to, long head, boolean more) implements PostControl {
        static ResumeEnd of(long head) {
            return new ResumeEnd("resume.end", head, head, false);
        }
    }

    /** Where a feed begins that resumes nothing; as the stream of events says it. */
    record Notice(String type, String kind, long position) implements PostControl {
        static Notice joined(long position) {
            return new Notice("notice", "joined", position);
        }
    }

    /**
     * What was known is void: read the list of posts and go on with what comes live.
     *
     * @param reason {@code too.far}: further behind than is replayed; {@code retention}: the
     *     changes are not kept any more; {@code timeline}: the client is ahead of the log
     */
    record ResumeFailed(
            String type, String reason, long oldestPosition, long headPosition, String postsUrl)
            implements PostControl {
        static ResumeFailed of(String reason, long oldest, long head) {
            return new ResumeFailed("resume.failed", reason, oldest, head, "/posts");
        }
    }
}
