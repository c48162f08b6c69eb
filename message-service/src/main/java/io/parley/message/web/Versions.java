package io.parley.message.web;

import io.parley.model.wire.ErrorCode;
import io.parley.service.VersionTag;
import org.jspecify.annotations.Nullable;

/** Edits of versions that are not the current ones any more. */
public final class Versions {

    private Versions() {}

    /**
     * Refuses an edit of another version than the current one; without {@code If-Match} the last
     * writer wins.
     */
    public static void check(@Nullable String ifMatch, long current) {
        if (!VersionTag.isWanted(ifMatch, current)) {
            throw Refusal.of(ErrorCode.PRECONDITION_FAILED, "it was changed meanwhile");
        }
    }
}
