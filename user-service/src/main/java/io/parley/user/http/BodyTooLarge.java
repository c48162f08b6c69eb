package io.parley.user.http;

import java.io.IOException;

/** The body of a request went over {@link BodyLimit#MAX_BYTES} while it was read. */
final class BodyTooLarge extends IOException {

    BodyTooLarge() {
        super("request body over the limit");
    }
}
