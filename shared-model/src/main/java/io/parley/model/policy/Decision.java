package io.parley.model.policy;

import io.parley.model.wire.ErrorCode;

/** The answer of {@link MessagingPolicy}. */
public sealed interface Decision {

    record Allowed() implements Decision {}

    /** What the person is told; a room whose existence is a secret is "not found". */
    record Denied(ErrorCode code) implements Decision {}
}
