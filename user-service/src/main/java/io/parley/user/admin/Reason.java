package io.parley.user.admin;

import io.parley.model.wire.Texts;
import org.jspecify.annotations.Nullable;

/** Why an admin did something, in words. */
final class Reason {

    static final int LONGEST = 500;
    static final String RULE = "must have 1 to 500 characters, none of them U+0000";

    private Reason() {}

    static boolean isUnfit(@Nullable String text) {
        return text != null && (text.isBlank() || !Texts.isStorable(text));
    }
}
