package io.parley.chat.edge;

import io.parley.model.wire.ErrorCode;

/** What becomes of a subscription. Called on the feed's thread: must not block. */
public interface FeedListener {

    /** Replay, if any, is done and live events follow. */
    void joined();

    /** It was refused, or ended later; no event follows. */
    void ended(ErrorCode code);
}
