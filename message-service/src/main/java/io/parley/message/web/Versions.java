package io.parley.message.web;

import io.parley.model.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Versions as entity tags: {@code ETag: "7"}, {@code If-Match: "7"}. */
public final class Versions {

    private Versions() {}

    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Refuses an edit of another version than the current one; without {@code If-Match} the last
     * writer wins.
     */
    public static void check(@Nullable String ifMatch, long current) {
        if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(etag(current))) {
            throw Refusal.of(ErrorCode.PRECONDITION_FAILED, "it was changed meanwhile");
        }
    }
}
