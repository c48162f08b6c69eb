package io.parley.service.web;

import java.io.IOException;

/** The request's body went over its limit while it was read. */
public final class BodyTooLarge extends IOException {

    BodyTooLarge() {
        super("request body over its limit");
    }
}
