package io.parley.message.history;

import io.parley.message.web.Refusal;
import java.util.regex.Pattern;

/**
 * Where the next page of changed messages begins.
 *
 * @param from the first message of the page
 * @param foldedTo what the first page was folded to: all others are, too
 */
record ChangesCursor(long from, long foldedTo, boolean complete) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,16})_(\\d{1,16})_([01])");

    static ChangesCursor parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw Refusal.invalid("cursor", "must be the next of an earlier page");
        }
        return new ChangesCursor(
                Long.parseLong(parts.group(1)),
                Long.parseLong(parts.group(2)),
                parts.group(3).equals("1"));
    }

    String text() {
        return from + "_" + foldedTo + "_" + (complete ? 1 : 0);
    }

    ChangesCursor at(long seq) {
        return new ChangesCursor(seq, foldedTo, complete);
    }
}
